package ee.otel.metrics.internal.collect;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.internal.instrument.SyncInstrument;
import ee.otel.metrics.internal.view.InstrumentDescriptor;
import ee.otel.metrics.internal.view.InstrumentDescriptor.Advice;

/** Instruments without their façades. */
public final class SyncInstruments {
  private SyncInstruments() {}

  private static final class Plain extends SyncInstrument {
    Plain(Streams streams) {
      super(streams);
    }
  }

  public static SyncInstrument counter(OtelMetrics metrics, String name) {
    return metrics.instruments().sync(counter(name), Plain::new);
  }

  public static InstrumentDescriptor counter(String name) {
    return new InstrumentDescriptor(
        Scope.named("m"), name, InstrumentKind.COUNTER, NumberType.LONG, "", "", Advice.NONE);
  }
}
