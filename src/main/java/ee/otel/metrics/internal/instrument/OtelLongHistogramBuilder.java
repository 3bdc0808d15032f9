package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.data.NumberType;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongHistogramBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The API's builder of histograms of {@code long}s. */
final class OtelLongHistogramBuilder extends InstrumentBuilder<LongHistogramBuilder>
    implements LongHistogramBuilder {
  OtelLongHistogramBuilder(OtelDoubleHistogramBuilder other) {
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
