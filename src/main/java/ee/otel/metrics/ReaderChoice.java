package ee.otel.metrics;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.PushMetricExporter;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.config.ExporterKind;
import ee.otel.metrics.internal.config.HistogramAggregation;
import ee.otel.metrics.internal.config.SdkConfig;
import ee.otel.metrics.internal.config.TemporalityPreference;

/** What the configured exporters want of their readers. */
final class ReaderChoice {
  private ReaderChoice() {}

  static ReaderOptions of(ExporterKind exporter, SdkConfig config) {
    TemporalityPreference preference =
        switch (exporter) {
          case OTLP -> config.temporality();
          case CONSOLE -> TemporalityPreference.CUMULATIVE;
        };
    return new ReaderOptions(
        kind -> temporality(preference, kind),
        kind -> aggregation(config.histogramAggregation(), kind),
        kind -> config.cardinalityLimit());
  }

  static ReaderOptions of(PushMetricExporter exporter, SdkConfig config) {
    return new ReaderOptions(
        exporter::temporality,
        kind -> Aggregation.defaultAggregation(),
        kind -> config.cardinalityLimit());
  }

  /** Specification: <em>OTLP metrics exporter, temporality preference</em>. */
  static Temporality temporality(TemporalityPreference preference, InstrumentKind kind) {
    boolean delta =
        switch (preference) {
          case CUMULATIVE -> false;
          case DELTA ->
              switch (kind) {
                case UP_DOWN_COUNTER, OBSERVABLE_UP_DOWN_COUNTER -> false;
                case COUNTER, HISTOGRAM, GAUGE, OBSERVABLE_COUNTER, OBSERVABLE_GAUGE -> true;
              };
          case LOWMEMORY ->
              switch (kind) {
                case UP_DOWN_COUNTER, OBSERVABLE_UP_DOWN_COUNTER, OBSERVABLE_COUNTER -> false;
                case COUNTER, HISTOGRAM, GAUGE, OBSERVABLE_GAUGE -> true;
              };
        };
    return delta ? Temporality.DELTA : Temporality.CUMULATIVE;
  }

  private static Aggregation aggregation(HistogramAggregation histograms, InstrumentKind kind) {
    return kind == InstrumentKind.HISTOGRAM
            && histograms == HistogramAggregation.BASE2_EXPONENTIAL_BUCKET_HISTOGRAM
        ? Aggregation.base2ExponentialBucketHistogram()
        : Aggregation.defaultAggregation();
  }
}
