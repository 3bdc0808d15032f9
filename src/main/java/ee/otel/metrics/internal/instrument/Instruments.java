package ee.otel.metrics.internal.instrument;

import java.util.function.Function;

/**
 * Makes instruments: those that can be bound by the interfaces of the API's incubator where this
 * library's class loader sees an incubator that has them, and plain ones elsewhere. Both record in
 * the same way.
 *
 * <p>Classes that name the incubator's types are loaded only where it is there. Any thread.
 */
final class Instruments {
  private static final boolean PRESENT = isPresent();

  private Instruments() {}

  private static boolean isPresent() {
    try {
      ClassLoader own = Instruments.class.getClassLoader();
      Class.forName("io.opentelemetry.api.incubator.metrics.BoundLongCounter", false, own);
      return true;
    } catch (ClassNotFoundException | LinkageError notThere) {
      return false;
    }
  }

  static Function<SyncInstrument.Streams, OtelLongCounter> longCounter() {
    return PRESENT ? BindableLongs.Counter::new : OtelLongCounter::new;
  }

  static Function<SyncInstrument.Streams, OtelLongUpDownCounter> longUpDownCounter() {
    return PRESENT ? BindableLongs.UpDownCounter::new : OtelLongUpDownCounter::new;
  }

  static Function<SyncInstrument.Streams, OtelLongHistogram> longHistogram() {
    return PRESENT ? BindableLongs.Histogram::new : OtelLongHistogram::new;
  }

  static Function<SyncInstrument.Streams, OtelLongGauge> longGauge() {
    return PRESENT ? BindableLongs.Gauge::new : OtelLongGauge::new;
  }

  static Function<SyncInstrument.Streams, OtelDoubleCounter> doubleCounter() {
    return PRESENT ? BindableDoubles.Counter::new : OtelDoubleCounter::new;
  }

  static Function<SyncInstrument.Streams, OtelDoubleUpDownCounter> doubleUpDownCounter() {
    return PRESENT ? BindableDoubles.UpDownCounter::new : OtelDoubleUpDownCounter::new;
  }

  static Function<SyncInstrument.Streams, OtelDoubleHistogram> doubleHistogram() {
    return PRESENT ? BindableDoubles.Histogram::new : OtelDoubleHistogram::new;
  }

  static Function<SyncInstrument.Streams, OtelDoubleGauge> doubleGauge() {
    return PRESENT ? BindableDoubles.Gauge::new : OtelDoubleGauge::new;
  }
}
