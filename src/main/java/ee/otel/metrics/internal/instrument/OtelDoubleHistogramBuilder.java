package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.data.NumberType;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongHistogramBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The API's builder of histograms of {@code double}s. */
final class OtelDoubleHistogramBuilder extends InstrumentBuilder<DoubleHistogramBuilder>
    implements DoubleHistogramBuilder {
  OtelDoubleHistogramBuilder(OtelMeter meter, @Nullable String name) {
    super(meter, name, InstrumentKind.HISTOGRAM, InstrumentKind.HISTOGRAM, NumberType.DOUBLE);
  }

  @Override
  public DoubleHistogramBuilder setExplicitBucketBoundariesAdvice(
      @Nullable List<Double> bucketBoundaries) {
    return advise(bucketBoundaries);
  }

  @Override
  public LongHistogramBuilder ofLongs() {
    return new OtelLongHistogramBuilder(this);
  }

  @Override
  public DoubleHistogram build() {
    return sync(Instruments.doubleHistogram());
  }
}
