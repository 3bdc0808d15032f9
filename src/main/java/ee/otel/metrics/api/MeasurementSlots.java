package ee.otel.metrics.api;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Places for measurements, written and emptied by any thread; the last writer of a place wins. */
final class MeasurementSlots {
  private final AtomicReferenceArray<Measurement> slots;

  MeasurementSlots(int size) {
    this.slots = new AtomicReferenceArray<>(size);
  }

  int size() {
    return slots.length();
  }

  /** Keeps a measurement, without its context. */
  void put(int slot, Measurement measurement) {
    slots.setRelease(slot, measurement.withoutContext());
  }

  List<Measurement> measurements(boolean empty) {
    List<Measurement> kept = new ArrayList<>(slots.length());
    for (int i = 0; i < slots.length(); i++) {
      Measurement measurement = slots.getAcquire(i);
      if (measurement != null && empty) {
        measurement = slots.getAndSet(i, null);
      }
      if (measurement != null) {
        kept.add(measurement);
      }
    }
    return kept;
  }
}
