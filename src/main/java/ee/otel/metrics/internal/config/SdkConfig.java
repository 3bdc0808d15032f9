package ee.otel.metrics.internal.config;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.TemporalityPreference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How measurements become points; read once, when the application starts.
 *
 * @param exemplarFilter which measurements may become exemplars: {@code
 *     otel.metrics.exemplar.filter} (trace_based)
 * @param cardinalityLimit the attribute sets a stream may have before it overflows: {@code
 *     otel.java.metrics.cardinality.limit} (2000)
 * @param temporality the temporality that exports prefer: {@code
 *     otel.exporter.otlp.metrics.temporality.preference} (cumulative)
 * @param histogramAggregation the default aggregation of histograms: {@code
 *     otel.exporter.otlp.metrics.default.histogram.aggregation} (explicit_bucket_histogram)
 * @param idleTimeout after how long an untouched series is let go, empty for never: {@code
 *     otel.metrics.ee.idle.timeout} (0, which is never)
 * @param callbackTimeout how long a collection waits for a callback: {@code
 *     otel.metrics.ee.callback.timeout} (5 s)
 * @param selfObservability whether we measure ourselves: {@code otel.metrics.ee.self.observability}
 *     (true)
 * @param selfObservabilityDetailed whether we measure everything of ourselves, and not only what an
 *     operator needs: {@code otel.metrics.ee.self.observability.detailed} (false)
 * @param exemplarFilteredAttributes whether exemplars carry the attributes that a view removed:
 *     {@code otel.metrics.ee.exemplar.filtered.attributes} (true)
 * @param global whether {@code GlobalOpenTelemetry} is set, where it is the application's own:
 *     {@code otel.metrics.ee.global} (false)
 */
public record SdkConfig(
    ExemplarFilter exemplarFilter,
    int cardinalityLimit,
    TemporalityPreference temporality,
    HistogramAggregation histogramAggregation,
    Optional<Duration> idleTimeout,
    Duration callbackTimeout,
    boolean selfObservability,
    boolean selfObservabilityDetailed,
    boolean exemplarFilteredAttributes,
    boolean global) {

  private static final Key<ExemplarFilter> EXEMPLAR_FILTER =
      Key.choice(
          "otel.metrics.exemplar.filter",
          "trace_based",
          ValueParser.choices(
              "trace_based", ExemplarFilter.traceBased(),
              "always_on", ExemplarFilter.alwaysOn(),
              "always_off", ExemplarFilter.alwaysOff()));
  private static final Key<Integer> CARDINALITY_LIMIT =
      Key.integer("otel.java.metrics.cardinality.limit", 2000, 1, Integer.MAX_VALUE);
  private static final Key<TemporalityPreference> TEMPORALITY =
      Key.choice(
          "otel.exporter.otlp.metrics.temporality.preference",
          "cumulative",
          ValueParser.choicesOf(TemporalityPreference.values()));
  private static final Key<HistogramAggregation> HISTOGRAM_AGGREGATION =
      Key.choice(
          "otel.exporter.otlp.metrics.default.histogram.aggregation",
          "explicit_bucket_histogram",
          ValueParser.choicesOf(HistogramAggregation.values()));
  private static final Key<Optional<Duration>> IDLE_TIMEOUT =
      Key.of(
          "otel.metrics.ee.idle.timeout",
          "0",
          ValueParser.DURATION + ", or 0 for never",
          ValueParser::durationOrNever);
  private static final Key<Duration> CALLBACK_TIMEOUT =
      Key.of("otel.metrics.ee.callback.timeout", "5000", ValueParser.TIMEOUT, ValueParser::timeout);
  private static final Key<Boolean> SELF_OBSERVABILITY =
      Key.flag("otel.metrics.ee.self.observability", true);
  private static final Key<Boolean> SELF_OBSERVABILITY_DETAILED =
      Key.flag("otel.metrics.ee.self.observability.detailed", false);
  private static final Key<Boolean> EXEMPLAR_FILTERED_ATTRIBUTES =
      Key.flag("otel.metrics.ee.exemplar.filtered.attributes", true);

  private static final Key<Boolean> GLOBAL = Key.flag("otel.metrics.ee.global", false);

  static final List<Key<?>> KEYS =
      List.of(
          EXEMPLAR_FILTER,
          CARDINALITY_LIMIT,
          TEMPORALITY,
          HISTOGRAM_AGGREGATION,
          IDLE_TIMEOUT,
          CALLBACK_TIMEOUT,
          SELF_OBSERVABILITY,
          SELF_OBSERVABILITY_DETAILED,
          EXEMPLAR_FILTERED_ATTRIBUTES,
          GLOBAL);

  /** The options of a reader of this temporality. */
  public ReaderOptions readerOptions(TemporalityPreference preference) {
    return ReaderOptions.of(preference)
        .withAggregation(this::defaultAggregation)
        .withCardinalityLimit(cardinalityLimit);
  }

  private Aggregation defaultAggregation(InstrumentKind kind) {
    return kind == InstrumentKind.HISTOGRAM
            && histogramAggregation == HistogramAggregation.BASE2_EXPONENTIAL_BUCKET_HISTOGRAM
        ? Aggregation.base2ExponentialBucketHistogram()
        : Aggregation.defaultAggregation();
  }

  static SdkConfig read(Lookup lookup) {
    return new SdkConfig(
        lookup.get(EXEMPLAR_FILTER),
        lookup.get(CARDINALITY_LIMIT),
        lookup.get(TEMPORALITY),
        lookup.get(HISTOGRAM_AGGREGATION),
        lookup.get(IDLE_TIMEOUT),
        lookup.get(CALLBACK_TIMEOUT),
        lookup.get(SELF_OBSERVABILITY),
        lookup.get(SELF_OBSERVABILITY_DETAILED),
        lookup.get(EXEMPLAR_FILTERED_ATTRIBUTES),
        lookup.get(GLOBAL));
  }

  /** The aggregation of histograms that neither a view nor advice shapes. */
  enum HistogramAggregation {
    EXPLICIT_BUCKET_HISTOGRAM,
    BASE2_EXPONENTIAL_BUCKET_HISTOGRAM
  }
}
