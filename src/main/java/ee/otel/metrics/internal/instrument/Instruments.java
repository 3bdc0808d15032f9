package ee.otel.metrics.internal.instrument;

import java.util.function.Function;

/**
 * Makes instruments: those that can be bound by the interfaces of the API's incubator where this
 * library's class loader sees an incubator that has them, and plain ones elsewhere. Both record in
 * the same way.
 *
 * <p>What names the incubator's types is loaded only where they are. Any thread.
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

  /** Makes long Counter. */
  static Function<SyncInstrument.Streams, OtelLongCounter> longCounter() {
    return PRESENT ? BindableLongs.Counter::new : OtelLongCounter::new;
  }

  /** Makes long UpDownCounter. */
  static Function<SyncInstrument.Streams, OtelLongUpDownCounter> longUpDownCounter() {
    return PRESENT ? BindableLongs.UpDownCounter::new : OtelLongUpDownCounter::new;
  }

  /** Makes long Histogram. */
  static Function<SyncInstrument.Streams, OtelLongHistogram> longHistogram() {
    return PRESENT ? BindableLongs.Histogram::new : OtelLongHistogram::new;
  }

  /** Makes long Gauge. */
  static Function<SyncInstrument.Streams, OtelLongGauge> longGauge() {
    return PRESENT ? BindableLongs.Gauge::new : OtelLongGauge::new;
  }

  /** Makes double Counter. */
  static Function<SyncInstrument.Streams, OtelDoubleCounter> doubleCounter() {
    return PRESENT ? BindableDoubles.Counter::new : OtelDoubleCounter::new;
  }

  /** Makes double UpDownCounter. */
  static Function<SyncInstrument.Streams, OtelDoubleUpDownCounter> doubleUpDownCounter() {
    return PRESENT ? BindableDoubles.UpDownCounter::new : OtelDoubleUpDownCounter::new;
  }

  /** Makes double Histogram. */
  static Function<SyncInstrument.Streams, OtelDoubleHistogram> doubleHistogram() {
    return PRESENT ? BindableDoubles.Histogram::new : OtelDoubleHistogram::new;
  }

  /** Makes double Gauge. */
  static Function<SyncInstrument.Streams, OtelDoubleGauge> doubleGauge() {
    return PRESENT ? BindableDoubles.Gauge::new : OtelDoubleGauge::new;
  }
}
