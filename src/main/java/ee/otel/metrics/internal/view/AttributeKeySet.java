package ee.otel.metrics.internal.view;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names of attributes.
 *
 * @param exact those that are spelt out
 * @param patterns those with wildcards, sorted
 */
record AttributeKeySet(Set<String> exact, List<String> patterns) {

  static AttributeKeySet of(Set<String> keys) {
    return new AttributeKeySet(
        Set.copyOf(keys.stream().filter(key -> !Wildcards.isPattern(key)).toList()),
        keys.stream().filter(Wildcards::isPattern).sorted().toList());
  }

  boolean isEmpty() {
    return exact.isEmpty() && patterns.isEmpty();
  }

  boolean contains(String key) {
    if (exact.contains(key)) {
      return true;
    }
    for (int i = 0; i < patterns.size(); i++) {
      if (Wildcards.matches(patterns.get(i), key)) {
        return true;
      }
    }
    return false;
  }

  /** The exact keys that all {@code others} contain. */
  AttributeKeySet and(List<AttributeKeySet> others) {
    return of(
        exact.stream()
            .filter(key -> others.stream().allMatch(other -> other.contains(key)))
            .collect(Collectors.toSet()));
  }

  AttributeKeySet or(AttributeKeySet other) {
    return new AttributeKeySet(
        Set.copyOf(Stream.concat(exact.stream(), other.exact.stream()).distinct().toList()),
        Stream.concat(patterns.stream(), other.patterns.stream()).distinct().sorted().toList());
  }
}
