package ee.otel.metrics.internal.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells two readings of a record apart. */
final class Changes {
  private Changes() {}

  /** The names of the parts in which the two differ. */
  static <T> List<String> between(
      T earlier, T later, Map<String, Function<T, @Nullable Object>> parts) {
    return parts.entrySet().stream()
        .filter(
            part -> !Objects.equals(part.getValue().apply(earlier), part.getValue().apply(later)))
        .map(Map.Entry::getKey)
        .toList();
  }
}
