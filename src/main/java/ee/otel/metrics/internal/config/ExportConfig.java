package ee.otel.metrics.internal.config;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When metrics are exported, where to, and how long that may take.
 *
 * @param disabled whether everything is off, no instrument records, nothing is exported: {@code
 *     otel.sdk.disabled} (false)
 * @param exporters where metrics go, empty for {@code none}: {@code otel.metrics.exporter} (otlp)
 * @param others names of exporters that are none of ours, in lower case: those of OpenTelemetry's
 *     SDK that the application brings
 * @param interval the time between two exports: {@code otel.metric.export.interval} (60 s)
 * @param spread the last part of the first interval, in which the first export comes at a random
 *     moment: {@code otel.metrics.ee.export.spread} (the whole interval)
 * @param timeout the time one export with all its retries may take: {@code
 *     otel.metric.export.timeout} (30 s)
 * @param shutdownTimeout the time the last export may hold up the application's stop: {@code
 *     otel.metrics.ee.shutdown.timeout} (5 s)
 */
public record ExportConfig(
    boolean disabled,
    Set<ExporterKind> exporters,
    List<String> others,
    Duration interval,
    Optional<Duration> spread,
    Duration timeout,
    Duration shutdownTimeout) {

  private static final Key<Boolean> DISABLED = Key.flag("otel.sdk.disabled", false);
  private static final Key<Exporters> EXPORTERS =
      Key.of(
          "otel.metrics.exporter",
          "otlp",
          "a list of otlp, console, prometheus and exporters of OpenTelemetry's SDK, or none",
          ValueParser::exporters);
  private static final Key<Duration> INTERVAL =
      Key.of("otel.metric.export.interval", "60000", ValueParser.DURATION, ValueParser::duration);
  private static final Key<Optional<Duration>> SPREAD =
      Key.optional(
          "otel.metrics.ee.export.spread",
          ValueParser.DURATION + ", or 0 for none",
          ValueParser::durationOrNone);
  private static final Key<Duration> TIMEOUT =
      Key.of("otel.metric.export.timeout", "30000", ValueParser.TIMEOUT, ValueParser::timeout);
  private static final Key<Duration> SHUTDOWN_TIMEOUT =
      Key.of(
          "otel.metrics.ee.shutdown.timeout", "5000", ValueParser.DURATION, ValueParser::duration);

  /** A list of exporters: ours, and the names of others. */
  record Exporters(Set<ExporterKind> ours, List<String> others) {}

  static final List<Key<?>> KEYS =
      List.of(DISABLED, EXPORTERS, INTERVAL, SPREAD, TIMEOUT, SHUTDOWN_TIMEOUT);

  public ExportConfig {
    Set<ExporterKind> ordered = EnumSet.noneOf(ExporterKind.class);
    ordered.addAll(exporters);
    exporters = Collections.unmodifiableSet(ordered);
    others = List.copyOf(others);
  }

  /**
   * When the first export comes, counted from the start: never later than after one interval.
   * Instances that are started together do not export together then.
   *
   * @param chance at least 0, less than 1
   */
  public Duration firstDelay(double chance) {
    long whole = interval.toMillis();
    long random = Math.min(whole, spread.map(Duration::toMillis).orElse(whole));
    return Duration.ofMillis(whole - (long) (random * chance));
  }

  static ExportConfig read(Lookup lookup) {
    Exporters exporters = lookup.get(EXPORTERS);
    return new ExportConfig(
        lookup.get(DISABLED),
        exporters.ours(),
        exporters.others(),
        lookup.get(INTERVAL),
        lookup.get(SPREAD),
        lookup.get(TIMEOUT),
        lookup.get(SHUTDOWN_TIMEOUT));
  }

  /** Where collected metrics go; the empty set for nowhere. */
  public enum ExporterKind {
    OTLP,
    CONSOLE,
    /** Not pushed: waits to be scraped. */
    PROMETHEUS
  }
}
