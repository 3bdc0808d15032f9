package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.data.NumberType;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongHistogramBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The API's builders of histograms. */
final class HistogramBuilders {
  private HistogramBuilders() {}

  static final class OfDouble extends InstrumentBuilder<DoubleHistogramBuilder>
      implements DoubleHistogramBuilder {
    OfDouble(OtelMeter meter, @Nullable String name) {
      super(meter, name, InstrumentKind.HISTOGRAM, InstrumentKind.HISTOGRAM, NumberType.DOUBLE);
    }

    @Override
    public DoubleHistogramBuilder setExplicitBucketBoundariesAdvice(
        @Nullable List<Double> bucketBoundaries) {
      return advise(bucketBoundaries);
    }

    @Override
    public LongHistogramBuilder ofLongs() {
      return new OfLong(this);
    }

    @Override
    public DoubleHistogram build() {
      return sync(Instruments.doubleHistogram());
    }
  }

  static final class OfLong extends InstrumentBuilder<LongHistogramBuilder>
      implements LongHistogramBuilder {
    OfLong(OfDouble other) {
      super(other, NumberType.LONG);
    }

    @Override
    public LongHistogramBuilder setExplicitBucketBoundariesAdvice(
        @Nullable List<Long> bucketBoundaries) {
      return advise(bucketBoundaries);
    }

    @Override
    public LongHistogram build() {
      return sync(Instruments.longHistogram());
    }
  }
}
