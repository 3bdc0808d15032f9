package ee.otel.metrics.internal.collect;

import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.stream.Stream;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Warns of streams that have reached their cardinality limit. Called under the collection lock. */
final class LimitWarnings {
  private final Map<Stream, Long> overflowedBefore = new HashMap<>();
  private final Health health;

  LimitWarnings(Health health) {
    this.health = health;
  }

  /** Warns if measurements went into the overflow series since the last call. */
  void check(Stream stream) {
    long overflowed = stream.overflowed();
    if (overflowed > overflowedBefore.getOrDefault(stream, 0L)) {
      overflowedBefore.put(stream, overflowed);
      health.warnAtMostEvery(
          Duration.ofMinutes(1), List.of("limit", stream), () -> limitReached(stream));
    }
  }

  private static String limitReached(Stream stream) {
    Map<String, Set<Object>> values = new HashMap<>();
    stream.forEachAttributes(
        (Attributes attributes) ->
            attributes.forEach(
                (key, value) ->
                    values.computeIfAbsent(key.getKey(), unused -> new HashSet<>()).add(value)));
    String most =
        values.entrySet().stream()
            .max((a, b) -> Integer.compare(a.getValue().size(), b.getValue().size()))
            .map(
                entry ->
                    "attribute "
                        + entry.getKey()
                        + " has the most values ("
                        + entry.getValue().size()
                        + ")")
            .orElse("there are no attributes");
    return "Metric "
        + stream.config().name()
        + " has reached its cardinality limit of "
        + stream.config().cardinalityLimit()
        + ": "
        + most
        + ". Other attributes are counted together under otel.metric.overflow=true; remove that"
        + " attribute by a view, or raise the limit.";
  }
}
