package ee.otel.metrics.internal.mpmetrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class DistributionTest {

  private static Distribution of(double[] bounds, long... values) {
    Distribution distribution = new Distribution(bounds);
    for (long value : values) {
      distribution.record(value);
    }
    return distribution;
  }

  @Property(tries = 300)
  void percentiles_areWithinOnePercent(
      @ForAll @NotEmpty List<@LongRange(min = 0) Long> values,
      @ForAll @net.jqwik.api.constraints.DoubleRange(min = 0, max = 1) double part) {
    Distribution distribution = new Distribution(new double[0]);
    values.forEach(distribution::record);
    List<Long> sorted = values.stream().sorted().toList();
    int rank = (int) Math.max(1, Math.ceil(part * sorted.size()));
    double exact = sorted.get(rank - 1);
    assertEquals(exact, distribution.percentile(part), exact * 0.01);
  }

  @Test
  void smallValues_areExact() {
    for (long value = 0; value < 128; value++) {
      assertEquals(value, of(new double[0], value).percentile(0.5));
    }
  }

  @Test
  void countSumMaximumAndMean_areExact() {
    Distribution distribution = of(new double[0], 1, 2, 3, 1_000_000_007);
    assertEquals(4, distribution.count());
    assertEquals(1_000_000_013, distribution.sum());
    assertEquals(1_000_000_007, distribution.max());
    assertEquals(1_000_000_013 / 4.0, distribution.mean());
  }

  @Test
  void nothing_isZero() {
    Distribution empty = of(new double[] {10});
    assertEquals(0, empty.percentile(0.99));
    assertEquals(0, empty.mean());
    assertEquals(0, empty.max());
    assertArrayEquals(new long[] {0}, empty.cumulativeCounts());
  }

  @Test
  void buckets_includeTheirBoundAndAreCumulative() {
    Distribution distribution = of(new double[] {10, 50, 100}, 10, 11, 50, 100, 101);
    assertArrayEquals(new long[] {1, 3, 4}, distribution.cumulativeCounts());
  }

  @Test
  void snapshot_doesNotChange() {
    Distribution distribution = of(new double[] {10}, 5);
    DistributionSnapshot snapshot = new DistributionSnapshot(distribution, new double[] {0.5});
    distribution.record(7);
    assertEquals(1, snapshot.size());
    assertEquals(5, snapshot.getMax());
    assertEquals(5, snapshot.percentileValues()[0].getValue());
    assertEquals(1, snapshot.bucketValues()[0].getCount());
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    snapshot.dump(out);
    assertTrue(out.toString().contains("50.0%"), out::toString);
  }
}
