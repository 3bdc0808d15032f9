package ee.otel.metrics.view;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which attributes a stream keeps.
 *
 * @param included the keys to keep, or null for all
 * @param excluded the keys to remove, also when they are included
 */
public record AttributeFilter(@Nullable Set<String> included, Set<String> excluded) {
  public static final AttributeFilter ALL = new AttributeFilter(null, Set.of());

  public AttributeFilter {
    included = included == null ? null : Set.copyOf(included);
    excluded = Set.copyOf(excluded);
  }

  public boolean keepsAll() {
    return included == null && excluded.isEmpty();
  }

  public boolean keeps(String key) {
    return (included == null || included.contains(key)) && !excluded.contains(key);
  }

  /** What both keep. */
  AttributeFilter and(AttributeFilter other) {
    Set<String> both = included;
    if (both == null) {
      both = other.included;
    } else if (other.included != null) {
      both = new HashSet<>(both);
      both.retainAll(Objects.requireNonNull(other.included));
    }
    Set<String> either = new HashSet<>(excluded);
    either.addAll(other.excluded);
    return new AttributeFilter(both, either);
  }
}
