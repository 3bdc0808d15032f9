package ee.otel.metrics.storage;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.snapshot.NumberType;
import ee.otel.metrics.snapshot.Scope;
import ee.otel.metrics.view.Advice;
import ee.otel.metrics.view.InstrumentDescriptor;
import ee.otel.metrics.view.InstrumentKind;

/** Instruments without their façades. */
final class SyncInstruments {
  private SyncInstruments() {}

  static SyncInstrument counter(OtelMetrics metrics, String name) {
    return metrics.instruments().sync(counter(name), SyncInstrument::new);
  }

  static InstrumentDescriptor counter(String name) {
    return new InstrumentDescriptor(
        Scope.named("m"), name, InstrumentKind.COUNTER, NumberType.LONG, "", "", Advice.NONE);
  }
}
