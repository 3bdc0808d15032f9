package ee.otel.metrics.internal.callback;

import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.view.InstrumentDescriptor;
import java.util.List;

/**
 * Reports a value that an instrument does not take: counts it, and warns once for each instrument.
 */
public final class RefusedValue {
  private RefusedValue() {}

  public static void report(
      InstrumentDescriptor instrument, Loss reason, Number value, Losses losses, Health health) {
    losses.add(reason);
    health.warnOnce(
        List.of(reason, instrument.scope(), instrument.identity()),
        () ->
            (reason == Loss.NEGATIVE ? "value < 0: " : "value is not finite: ")
                + value
                + " is dropped by "
                + instrument.kind()
                + " "
                + instrument.name()
                + (reason == Loss.NEGATIVE
                    ? "; use an up-down counter or a gauge for values that fall."
                    : "; check the value before it is recorded."));
  }
}
