package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.data.Scope;
import ee.otel.metrics.internal.callback.ObservableInstrument;
import ee.otel.metrics.internal.health.Health;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.LongUpDownCounterBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The instruments of one scope (specification: <em>Metrics API, Meter</em>). */
final class OtelMeter implements Meter {
  final Scope scope;
  final InstrumentsStorage instruments;
  final Health health;

  private final AttributesAdvice advice;

  OtelMeter(Scope scope, InstrumentsStorage instruments, AttributesAdvice advice, Health health) {
    this.advice = advice;
    this.scope = scope;
    this.instruments = instruments;
    this.health = health;
  }

  @Override
  public LongCounterBuilder counterBuilder(@Nullable String name) {
    return advice.offer(LongCounterBuilder.class, new OtelLongCounterBuilder(this, name));
  }

  @Override
  public LongUpDownCounterBuilder upDownCounterBuilder(@Nullable String name) {
    return advice.offer(
        LongUpDownCounterBuilder.class, new OtelLongUpDownCounterBuilder(this, name));
  }

  @Override
  public DoubleHistogramBuilder histogramBuilder(@Nullable String name) {
    return advice.offer(DoubleHistogramBuilder.class, new OtelDoubleHistogramBuilder(this, name));
  }

  @Override
  public DoubleGaugeBuilder gaugeBuilder(@Nullable String name) {
    return advice.offer(DoubleGaugeBuilder.class, new OtelDoubleGaugeBuilder(this, name));
  }

  /**
   * {@inheritDoc}
   *
   * <p>ObservableMeasurements of another meter, or of another library, are left out with a warning;
   * without any left, the callback never runs.
   */
  @Override
  public BatchCallback batchCallback(
      @Nullable Runnable callback,
      @Nullable ObservableMeasurement observableMeasurement,
      @Nullable ObservableMeasurement @Nullable ... additionalMeasurements) {
    if (!instruments.isEnabled(scope)) {
      return CallbackHandle.NEVER;
    }
    List<@Nullable ObservableMeasurement> all = new ArrayList<>();
    all.add(observableMeasurement);
    if (additionalMeasurements != null) {
      all.addAll(java.util.Arrays.asList(additionalMeasurements));
    }
    List<ObservableInstrument> own = new ArrayList<>();
    for (ObservableMeasurement measurement : all) {
      if (measurement instanceof ObservableMeasurements.Own known
          && known.instrument().descriptor().scope().equals(scope)) {
        own.add(known.instrument());
      } else {
        health.warnOnce(
            List.of("batch callback", scope),
            () ->
                "Measurement of a batch callback is not of meter "
                    + scope.name()
                    + ": "
                    + (measurement == null ? null : measurement.getClass().getName())
                    + ". It is left out; pass what buildObserver() of this meter returned.");
      }
    }
    if (callback == null) {
      health.warnOnce(
          List.of("null callback", scope),
          () -> "Callback is null in a batch of meter " + scope.name() + ". Nothing is observed.");
    }
    return callback == null || own.isEmpty()
        ? CallbackHandle.NEVER
        : new CallbackHandle(instruments.register(callback, own));
  }

  @Override
  public String toString() {
    return "Meter[" + scope.name() + "]";
  }
}
