package ee.otel.metrics.internal.config;

import ee.otel.metrics.api.TemporalityPreference;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The console exporter (specification: <em>Metrics exporter, Standard output</em>).
 *
 * @param interval the time between two exports to it: {@code otel.metrics.ee.console.interval} (10
 *     s)
 * @param temporality the temporality of what it shows; read when the application starts: {@code
 *     otel.metrics.ee.console.temporality} (cumulative)
 * @param standardOutput whether it writes to standard output, and not to the log: {@code
 *     otel.metrics.ee.console.output} (log)
 */
public record ConsoleConfig(
    Duration interval, TemporalityPreference temporality, boolean standardOutput) {
  private static final String NAME = "otel.metrics.ee.console.";

  private static final Key<Duration> INTERVAL =
      Key.of(NAME + "interval", "10000", ValueParser.DURATION, ValueParser::duration);
  private static final Key<TemporalityPreference> TEMPORALITY =
      Key.choice(
          NAME + "temporality",
          "cumulative",
          ValueParser.choicesOf(TemporalityPreference.values()));
  private static final Key<Boolean> OUTPUT =
      Key.choice(NAME + "output", "log", Map.of("log", false, "stdout", true));

  static final List<Key<?>> KEYS = List.of(INTERVAL, TEMPORALITY, OUTPUT);

  static ConsoleConfig read(Lookup lookup) {
    return new ConsoleConfig(lookup.get(INTERVAL), lookup.get(TEMPORALITY), lookup.get(OUTPUT));
  }
}
