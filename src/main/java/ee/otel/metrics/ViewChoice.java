package ee.otel.metrics;

import ee.otel.metrics.aggregation.Aggregation;
import ee.otel.metrics.config.AggregationConfig;
import ee.otel.metrics.config.InstrumentType;
import ee.otel.metrics.config.ViewConfig;
import ee.otel.metrics.config.ViewMatching;
import ee.otel.metrics.view.InstrumentKind;
import ee.otel.metrics.view.InstrumentSelector;
import ee.otel.metrics.view.View;
import ee.otel.metrics.view.Views;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
        kind(config.instrumentType()),
        config.unit(),
        config.meterName(),
        config.meterVersion(),
        config.meterSchemaUrl());
  }

  private static @Nullable InstrumentKind kind(@Nullable InstrumentType type) {
    if (type == null) {
      return null;
    }
    return switch (type) {
      case COUNTER -> InstrumentKind.COUNTER;
      case GAUGE -> InstrumentKind.GAUGE;
      case HISTOGRAM -> InstrumentKind.HISTOGRAM;
      case OBSERVABLE_COUNTER -> InstrumentKind.OBSERVABLE_COUNTER;
      case OBSERVABLE_GAUGE -> InstrumentKind.OBSERVABLE_GAUGE;
      case OBSERVABLE_UP_DOWN_COUNTER -> InstrumentKind.OBSERVABLE_UP_DOWN_COUNTER;
      case UP_DOWN_COUNTER -> InstrumentKind.UP_DOWN_COUNTER;
    };
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

  static Views.Matching matching(ViewMatching config) {
    return switch (config) {
      case INDEPENDENT -> Views.Matching.INDEPENDENT;
      case COMPOSABLE -> Views.Matching.COMPOSABLE;
    };
  }
}
