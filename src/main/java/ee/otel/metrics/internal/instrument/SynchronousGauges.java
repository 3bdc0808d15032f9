package ee.otel.metrics.internal.instrument;

import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.LongGauge;

/**
 * Builds the synchronous gauges, which came with API 1.38. With an older one on the class path the
 * builders still load, since what names the missing types is loaded only when it is called.
 *
 * <p>They are typed as the API's here, so that the verifier need not know that ours are.
 */
final class SynchronousGauges {
  private SynchronousGauges() {}

  static DoubleGauge ofDouble(InstrumentBuilder<?> builder) {
    return builder.sync(Instruments.doubleGauge());
  }

  static LongGauge ofLong(InstrumentBuilder<?> builder) {
    return builder.sync(Instruments.longGauge());
  }
}
