package ee.otel.metrics.instrument;

import ee.otel.metrics.storage.SyncInstrument;

/** An instrument that attributes can be bound to. */
interface Bindable {
  SyncInstrument instrument();
}
