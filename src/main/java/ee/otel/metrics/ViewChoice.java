package ee.otel.metrics;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.View;
import ee.otel.metrics.internal.config.AggregationConfig;
import ee.otel.metrics.internal.config.ViewConfig;
import java.util.Objects;

/** What the configured views are. */
final class ViewChoice {
  private ViewChoice() {}

  static View of(ViewConfig config) {
    ViewConfig.Stream stream = config.stream();
    View.Builder view = View.of(selector(config.selector()));
    if (stream.name() != null) {
      view.name(stream.name());
    }
    if (stream.description() != null) {
      view.description(stream.description());
    }
    if (stream.aggregation() != null) {
      view.aggregation(aggregation(stream.aggregation()));
    }
    if (stream.includedKeys() != null) {
      view.includedAttributeKeys(stream.includedKeys());
    }
    if (stream.excludedKeys() != null) {
      view.excludedAttributeKeys(stream.excludedKeys());
    }
    if (stream.cardinalityLimit() != null) {
      view.cardinalityLimit(stream.cardinalityLimit());
    }
    return view.build();
  }

  private static InstrumentSelector selector(ViewConfig.Selector config) {
    return new InstrumentSelector(
        config.instrumentName(),
        config.instrumentType(),
        config.unit(),
        config.meterName(),
        config.meterVersion(),
        config.meterSchemaUrl());
  }

  private static Aggregation aggregation(AggregationConfig config) {
    return switch (config.kind()) {
      case DROP -> Aggregation.drop();
      case DEFAULT -> Aggregation.defaultAggregation();
      case SUM -> Aggregation.sum();
      case LAST_VALUE -> Aggregation.lastValue();
      case EXPLICIT_BUCKET_HISTOGRAM ->
          new Aggregation.ExplicitBucketHistogram(
              Objects.requireNonNullElse(
                  config.boundaries(), Aggregation.ExplicitBucketHistogram.DEFAULT_BOUNDARIES),
              config.recordMinMax());
      case BASE2_EXPONENTIAL_BUCKET_HISTOGRAM ->
          new Aggregation.Base2ExponentialBucketHistogram(
              config.maxSize(), config.maxScale(), config.recordMinMax());
    };
  }
}
