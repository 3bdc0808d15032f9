package ee.otel.metrics.internal.instrument;

import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.ObservableDoubleCounter;
import io.opentelemetry.api.metrics.ObservableDoubleGauge;
import io.opentelemetry.api.metrics.ObservableDoubleUpDownCounter;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import io.opentelemetry.api.metrics.ObservableLongGauge;
import io.opentelemetry.api.metrics.ObservableLongUpDownCounter;

/** A registered callback, as all of the API's handles at once: each of them can only end it. */
final class CallbackHandle
    implements ObservableLongCounter,
        ObservableDoubleCounter,
        ObservableLongUpDownCounter,
        ObservableDoubleUpDownCounter,
        ObservableLongGauge,
        ObservableDoubleGauge,
        BatchCallback {

  /** A callback that was not registered. */
  static final CallbackHandle NEVER = new CallbackHandle(() -> {});

  private final Runnable registration;

  /**
   * @param endRegistration ends it; may run more than once
   */
  CallbackHandle(Runnable endRegistration) {
    this.registration = endRegistration;
  }

  @Override
  public void close() {
    registration.run();
  }
}
