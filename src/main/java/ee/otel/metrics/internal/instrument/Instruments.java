package ee.otel.metrics.internal.incubator;

import ee.otel.metrics.internal.instrument.OtelDoubleCounter;
import ee.otel.metrics.internal.instrument.OtelDoubleGauge;
import ee.otel.metrics.internal.instrument.OtelDoubleHistogram;
import ee.otel.metrics.internal.instrument.OtelDoubleUpDownCounter;
import ee.otel.metrics.internal.instrument.OtelLongCounter;
import ee.otel.metrics.internal.instrument.OtelLongGauge;
import ee.otel.metrics.internal.instrument.OtelLongHistogram;
import ee.otel.metrics.internal.instrument.OtelLongUpDownCounter;
import ee.otel.metrics.internal.instrument.SyncInstrument.Streams;
import java.util.function.Function;

/**
 * Makes instruments: those that can be bound by the interfaces of the API's incubator where this
 * library's class loader sees an incubator that has them, and plain ones elsewhere. Both record in
 * the same way.
 *
 * <p>What names the incubator's types is loaded only where they are. Any thread.
 */
public final class Instruments {
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
  public static Function<Streams, OtelLongCounter> longCounter() {
    return PRESENT ? BindableLongs.Counter::new : OtelLongCounter::new;
  }

  /** Makes long UpDownCounter. */
  public static Function<Streams, OtelLongUpDownCounter> longUpDownCounter() {
    return PRESENT ? BindableLongs.UpDownCounter::new : OtelLongUpDownCounter::new;
  }

  /** Makes long Histogram. */
  public static Function<Streams, OtelLongHistogram> longHistogram() {
    return PRESENT ? BindableLongs.Histogram::new : OtelLongHistogram::new;
  }

  /** Makes long Gauge. */
  public static Function<Streams, OtelLongGauge> longGauge() {
    return PRESENT ? BindableLongs.Gauge::new : OtelLongGauge::new;
  }

  /** Makes double Counter. */
  public static Function<Streams, OtelDoubleCounter> doubleCounter() {
    return PRESENT ? BindableDoubles.Counter::new : OtelDoubleCounter::new;
  }

  /** Makes double UpDownCounter. */
  public static Function<Streams, OtelDoubleUpDownCounter> doubleUpDownCounter() {
    return PRESENT ? BindableDoubles.UpDownCounter::new : OtelDoubleUpDownCounter::new;
  }

  /** Makes double Histogram. */
  public static Function<Streams, OtelDoubleHistogram> doubleHistogram() {
    return PRESENT ? BindableDoubles.Histogram::new : OtelDoubleHistogram::new;
  }

  /** Makes double Gauge. */
  public static Function<Streams, OtelDoubleGauge> doubleGauge() {
    return PRESENT ? BindableDoubles.Gauge::new : OtelDoubleGauge::new;
  }
}
