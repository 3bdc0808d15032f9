package ee.otel.metrics.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class BoundariesTest {

  @Test
  void bucketOf_includesTheUpperBound() {
    for (int bounds = 0; bounds <= 40; bounds++) {
      // From below zero to above it, with zero itself where the number of bounds is odd.
      double lowest = -(bounds / 2);
      List<Double> all =
          DoubleStream.iterate(lowest, bound -> bound + 1).limit(bounds).boxed().toList();
      Boundaries boundaries = new Boundaries(all);
      for (int i = 0; i < bounds; i++) {
        double bound = all.get(i);
        assertEquals(i, boundaries.bucketOf(bound), bound + " in " + all);
        assertEquals(i, boundaries.bucketOf(Math.nextDown(bound)), "below " + bound);
        assertEquals(i + 1, boundaries.bucketOf(Math.nextUp(bound)), "above " + bound);
      }
      assertEquals(0, boundaries.bucketOf(-Double.MAX_VALUE));
      assertEquals(bounds, boundaries.bucketOf(Double.MAX_VALUE));
    }
  }

  @Test
  void bucketOf_findsWhatASearchFromTheBottomFinds() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      double[] bounds =
          random.doubles(random.nextInt(70)).map(x -> any(random)).sorted().distinct().toArray();
      Boundaries boundaries = new Boundaries(DoubleStream.of(bounds).boxed().toList());
      for (int i = 0; i < 50; i++) {
        double value = any(random);
        int expected = (int) DoubleStream.of(bounds).filter(bound -> bound < value).count();
        assertEquals(expected, boundaries.bucketOf(value));
      }
    }
  }

  @Test
  void bucketOf_putsBothZerosTogether() {
    Boundaries boundaries = new Boundaries(List.of(-1.0, 0.0, 1.0));
    assertEquals(1, boundaries.bucketOf(0.0));
    assertEquals(1, boundaries.bucketOf(-0.0));
    assertEquals(1, new Boundaries(List.of(-1.0, -0.0, 1.0)).bucketOf(0.0));
  }

  /** Any finite number, of any magnitude, of either sign. */
  private static double any(Random random) {
    while (true) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        return value;
      }
    }
  }
}
