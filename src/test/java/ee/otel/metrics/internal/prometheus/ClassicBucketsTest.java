package ee.otel.metrics.internal.prometheus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.ExponentialBuckets;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.PointAttributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ClassicBucketsTest {
  private static ExponentialHistogramPoint point(
      int scale, long zeros, ExponentialBuckets positive, ExponentialBuckets negative) {
    long count =
        zeros + Arrays.stream(positive.counts()).sum() + Arrays.stream(negative.counts()).sum();
    return new ExponentialHistogramPoint(
        PointAttributes.EMPTY,
        0,
        0,
        scale,
        count,
        zeros,
        true,
        0,
        false,
        0,
        0,
        positive,
        negative,
        List.of());
  }

  @Test
  void explicitBuckets_addUp() {
    ClassicBuckets buckets =
        ClassicBuckets.of(Metrics.buckets(new double[] {1, 2}, new long[] {3, 0, 4}, true, 1));
    assertArrayEquals(new double[] {1, 2, Double.POSITIVE_INFINITY}, buckets.bounds());
    assertArrayEquals(new long[] {3, 3, 7}, buckets.counts());
  }

  @Test
  void exponentialBuckets_haveTheirBoundsAndZero() {
    ClassicBuckets buckets =
        ClassicBuckets.of(
            point(0, 2, ExponentialBuckets.of(1, 5, 0, 6), ExponentialBuckets.of(0, 1, 3)));
    assertArrayEquals(
        new double[] {-2, -1, 0, 2, 4, 8, 16, Double.POSITIVE_INFINITY}, buckets.bounds());
    assertArrayEquals(new long[] {3, 4, 6, 6, 11, 11, 17, 17}, buckets.counts());
  }

  @Test
  void onlyZeros_areBelowZero() {
    ClassicBuckets buckets =
        ClassicBuckets.of(point(20, 3, ExponentialBuckets.EMPTY, ExponentialBuckets.EMPTY));
    assertArrayEquals(new double[] {0, Double.POSITIVE_INFINITY}, buckets.bounds());
    assertArrayEquals(new long[] {3, 3}, buckets.counts());
  }

  @Test
  void extremes_areWithinTheLimit() {
    long[] counts = new long[160];
    Arrays.fill(counts, 1);
    for (int scale = -10; scale <= 20; scale++) {
      for (int offset : new int[] {Integer.MIN_VALUE, -1074 << 3, 0, 1000, Integer.MAX_VALUE}) {
        ClassicBuckets buckets =
            ClassicBuckets.of(
                point(
                    scale,
                    1,
                    ExponentialBuckets.of(offset, counts),
                    ExponentialBuckets.of(offset, counts)));
        assertIsWhole(buckets, 321);
        assertTrue(buckets.bounds().length <= ClassicBuckets.MOST_EXPONENTIAL + 3);
      }
    }
  }

  private static void assertIsWhole(ClassicBuckets buckets, long count) {
    int last = buckets.bounds().length - 1;
    assertEquals(Double.POSITIVE_INFINITY, buckets.bounds()[last]);
    assertEquals(count, buckets.counts()[last]);
    for (int i = 1; i <= last; i++) {
      assertTrue(buckets.bounds()[i] > buckets.bounds()[i - 1]);
      assertTrue(buckets.counts()[i] >= buckets.counts()[i - 1]);
    }
  }

  /** Nothing is counted in a wrong bucket, but for values that are bounds but for rounding. */
  @Property(tries = 100)
  void everyBound_hasTheValuesBelowIt(
      @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = 0, max = 1e9) Double> values) {
    OtelMetrics metrics =
        OtelMetrics.builder()
            .view(
                View.of(InstrumentSelector.named("h"))
                    .aggregation(Aggregation.base2ExponentialBucketHistogram())
                    .build())
            .build();
    DoubleHistogram histogram = metrics.meterProvider().get("test").histogramBuilder("h").build();
    values.forEach(histogram::record);
    ClassicBuckets buckets = ClassicBuckets.of(Collected.peek(metrics).exponential("h"));
    assertIsWhole(buckets, values.size());
    for (int i = 0; i < buckets.bounds().length; i++) {
      double bound = buckets.bounds()[i];
      long surely = values.stream().filter(value -> value <= bound * (1 - 1e-12)).count();
      long perhaps = values.stream().filter(value -> value <= bound * (1 + 1e-12)).count();
      assertTrue(buckets.counts()[i] >= surely && buckets.counts()[i] <= perhaps);
    }
  }

  /** Less resolution takes bounds away and adds none. */
  @Test
  void boundsOfACoarserScale_areAmongThoseOfAFinerOne() {
    for (int scale = -9; scale <= 20; scale++) {
      for (int index = -50; index < 50; index++) {
        double coarse = ClassicBuckets.bound(scale - 1, index);
        assertEquals(Numbers.bound(coarse), Numbers.bound(ClassicBuckets.bound(scale, 2L * index)));
      }
    }
  }
}
