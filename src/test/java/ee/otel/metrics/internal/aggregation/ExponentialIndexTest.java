package ee.otel.metrics.internal.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ExponentialIndexTest {
  private static final int ONE_OCTAVE = 1 << ExponentialIndex.MAX_SCALE;
  private static final int DIFFERENCE = ExponentialIndex.MAX_SCALE - ExponentialIndex.TABLE_SCALE;

  @Test
  void index_isExactOnBothSidesOfEveryBound() {
    for (int step = 1; step < ONE_OCTAVE; step++) {
      double atMost =
          Double.longBitsToDouble(
              Double.doubleToRawLongBits(1.0) | ExactExponentialIndex.floor(step));
      double above = Math.nextUp(atMost);
      if (ExponentialIndex.fine(atMost) != step - 1 || ExponentialIndex.fine(above) != step) {
        assertEquals(step - 1, ExponentialIndex.fine(atMost), () -> "fine: " + atMost);
        assertEquals(step, ExponentialIndex.fine(above), () -> "fine: " + above);
      }
      if (ExponentialIndex.coarse(atMost) != step - 1 >> DIFFERENCE
          || ExponentialIndex.coarse(above) != step >> DIFFERENCE) {
        assertEquals(step - 1 >> DIFFERENCE, ExponentialIndex.coarse(atMost), () -> "" + atMost);
        assertEquals(step >> DIFFERENCE, ExponentialIndex.coarse(above), () -> "" + above);
      }
    }
  }

  @Test
  void index_ofEveryPowerOfTwoIsTheBucketBelowIt() {
    for (int exponent = -1074; exponent <= 1023; exponent++) {
      double power = Math.scalb(1.0, exponent);
      assertEquals(exponent * ONE_OCTAVE - 1, ExponentialIndex.fine(power));
      assertEquals((exponent << ExponentialIndex.TABLE_SCALE) - 1, ExponentialIndex.coarse(power));
      assertEquals(
          ExactExponentialIndex.of(Math.nextUp(power), 20),
          ExponentialIndex.fine(Math.nextUp(power)));
      assertEquals(
          ExactExponentialIndex.of(Math.nextUp(power), ExponentialIndex.TABLE_SCALE),
          ExponentialIndex.coarse(Math.nextUp(power)));
    }
  }

  @Property(tries = 5_000)
  void index_isExactForEveryPositiveNumberAtEveryScale(
      @ForAll @LongRange(min = 1, max = 0x7fefffffffffffffL) long bits,
      @ForAll @IntRange(min = -11, max = 20) int scale) {
    double value = Double.longBitsToDouble(bits);
    int exact = ExactExponentialIndex.of(value, scale);
    assertEquals(exact, ExponentialIndex.fine(value) >> ExponentialIndex.MAX_SCALE - scale);
    if (scale <= ExponentialIndex.TABLE_SCALE) {
      assertEquals(exact, ExponentialIndex.coarse(value) >> ExponentialIndex.TABLE_SCALE - scale);
    }
  }

  @Property(tries = 2_000)
  void index_isExactInAnOctave(@ForAll @LongRange(min = 0, max = (1L << 52) - 1) long mantissa) {
    double value = Double.longBitsToDouble(Double.doubleToRawLongBits(1.0) | mantissa);
    assertEquals(ExactExponentialIndex.of(value, 20), ExponentialIndex.fine(value));
    assertEquals(
        ExactExponentialIndex.of(value, ExponentialIndex.TABLE_SCALE),
        ExponentialIndex.coarse(value));
  }

  @Test
  void reduction_isTheLeastThatFits() {
    assertEquals(0, ExponentialIndex.reduction(5, 5, 2));
    assertEquals(0, ExponentialIndex.reduction(-1, 0, 2));
    assertEquals(1, ExponentialIndex.reduction(0, 2, 2));
    assertEquals(2, ExponentialIndex.reduction(1, 4, 2));
  }
}
