package ee.otel.metrics.api;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/**
 * A uniform sample of fixed size: the first measurements fill it, each later one displaces a random
 * one with falling probability. The count starts anew with each emptying.
 *
 * <p>The chance is drawn when it is asked what is wanted: a measurement that is not kept, as soon
 * almost all are, is not made (ServerSpanBenchmark.counterInServersSpan).
 */
final class FixedSizeReservoir implements ExemplarReservoir {
  /** A random number from 0 up to, but without, the given one. */
  static final IntUnaryOperator CHANCE = bound -> ThreadLocalRandom.current().nextInt(bound);

  private final MeasurementSlots slots;
  private final IntUnaryOperator chance;
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger offered = new AtomicInteger();

  FixedSizeReservoir(int size, IntUnaryOperator chance) {
    this.slots = new MeasurementSlots(size);
    this.chance = chance;
  }

  @Override
  public boolean wants(double value) {
    int before = asked.getAndIncrement();
    if (before < 0 || before == Integer.MAX_VALUE) { // more than an int counts: sample anew
      asked.set(slots.size());
      return false;
    }
    return before < slots.size() || chance.applyAsInt(before + 1) < slots.size();
  }

  @Override
  public void offer(Measurement measurement) {
    int before = offered.getAndIncrement();
    slots.put(
        before >= 0 && before < slots.size() ? before : chance.applyAsInt(slots.size()),
        measurement);
  }

  @Override
  public List<Measurement> measurements(boolean empty) {
    if (empty) {
      asked.set(0);
      offered.set(0);
    }
    return slots.measurements(empty);
  }
}
