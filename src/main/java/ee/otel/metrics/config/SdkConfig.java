package ee.otel.metrics.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How measurements become points; read once, when the application starts.
 *
 * @param exemplarFilter which measurements may become exemplars
 * @param cardinalityLimit the attribute sets a stream may have before it overflows, positive
 * @param temporality the temporality that exports prefer
 * @param histogramAggregation the default aggregation of histograms
 * @param idleTimeout after how long an untouched series is let go; empty for never
 * @param callbackTimeout how long a collection waits for a callback, positive
 * @param selfObservability whether we measure ourselves
 * @param exemplarFilteredAttributes whether exemplars carry the attributes that a view removed
 */
public record SdkConfig(
    ExemplarFilterKind exemplarFilter,
    int cardinalityLimit,
    TemporalityPreference temporality,
    HistogramAggregation histogramAggregation,
    Optional<Duration> idleTimeout,
    Duration callbackTimeout,
    boolean selfObservability,
    boolean exemplarFilteredAttributes) {}
