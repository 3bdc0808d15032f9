package ee.otel.metrics.internal.advice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketBoundariesTest {
  private static final List<Double> ADVISED = List.of(1.0, 2.0);

  private final OtelMetrics metrics = OtelMetrics.builder().build();
  private final DoubleHistogramBuilder builder =
      metrics.meterProvider().get("test").histogramBuilder("seconds");

  private double[] boundaries() {
    builder.build().record(1);
    return Collected.peek(metrics).histogram("seconds").boundaries();
  }

  @Test
  void boundaries_areAdvised() {
    assertSame(builder, BucketBoundaries.advise(builder, ADVISED));
    assertArrayEquals(new double[] {1.0, 2.0}, boundaries());
  }

  @Test
  void apiWithoutTheMethod_leavesItToTheImplementation() {
    assertFalse(BucketBoundaries.isAdvised(Object.class, builder, ADVISED));
    assertTrue(BucketBoundaries.isAdvised(builder.getClass(), builder, ADVISED));
    assertArrayEquals(new double[] {1.0, 2.0}, boundaries());
  }
}
