package ee.otel.metrics.internal.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.data.NumberType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class NumbersTest {
  /** The examples of OpenMetrics: <em>Canonical Numbers</em>. */
  @Test
  void bound_isWrittenCanonically() {
    String expected =
        "0.0 0.001 0.002 0.01 0.1 0.9 0.95 0.99 0.999 1.0 1.7 10.0"
            + " 1e-10 1e-09 1e-05 0.0001 0.1 1.0 100000.0 1e+06 1e+10";
    StringBuilder written = new StringBuilder();
    for (String number : expected.split(" ")) {
      written.append(written.length() == 0 ? "" : " ");
      written.append(Numbers.bound(Double.parseDouble(number)));
    }
    assertEquals(expected, written.toString());
  }

  @Test
  void bound_ofEachSignAndSize() {
    assertEquals("+Inf", Numbers.bound(Double.POSITIVE_INFINITY));
    assertEquals("-Inf", Numbers.bound(Double.NEGATIVE_INFINITY));
    assertEquals("0.0", Numbers.bound(-0.0));
    assertEquals("-2.5", Numbers.bound(-2.5));
    assertEquals("-1.25e-07", Numbers.bound(-1.25e-7));
    assertEquals("1.234567e+06", Numbers.bound(1234567));
    assertEquals("1.7976931348623157e+308", Numbers.bound(Double.MAX_VALUE));
  }

  @Property(tries = 500)
  void bound_keepsItsValue(@ForAll @DoubleRange(min = -1e300, max = 1e300) double bound) {
    assertEquals(bound, Double.parseDouble(Numbers.bound(bound)), 0);
  }

  @Test
  void value_isExactOrInTheWordsOfPrometheus() {
    assertEquals("9007199254740993", value(NumberType.LONG, 9007199254740993L));
    assertEquals("NaN", value(NumberType.DOUBLE, Double.doubleToLongBits(Double.NaN)));
    assertEquals(
        "+Inf", value(NumberType.DOUBLE, Double.doubleToLongBits(Double.POSITIVE_INFINITY)));
    assertEquals(
        "-Inf", value(NumberType.DOUBLE, Double.doubleToLongBits(Double.NEGATIVE_INFINITY)));
    assertEquals("0.5", value(NumberType.DOUBLE, Double.doubleToLongBits(0.5)));
  }

  private static String value(NumberType type, long bits) {
    StringBuilder text = new StringBuilder();
    Numbers.append(text, type, bits);
    return text.toString();
  }

  @Test
  void time_isInSecondsWithMilliseconds() {
    StringBuilder text = new StringBuilder();
    Numbers.appendSeconds(text, 1_604_676_851_009_456_789L);
    assertEquals("1604676851.009", text.toString());
  }
}
