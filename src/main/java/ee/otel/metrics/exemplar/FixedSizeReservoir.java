package ee.otel.metrics.exemplar;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/**
 * A uniform sample of fixed size: the first measurements fill it, each later one displaces a random
 * one with falling probability. The count starts anew with each emptying.
 */
final class FixedSizeReservoir implements ExemplarReservoir {
  /** A random number from 0 up to, but without, the given one. */
  static final IntUnaryOperator CHANCE = bound -> ThreadLocalRandom.current().nextInt(bound);

  private final Slots slots;
  private final IntUnaryOperator chance;
  private final AtomicInteger offered = new AtomicInteger();

  FixedSizeReservoir(int size, IntUnaryOperator chance) {
    this.slots = new Slots(size);
    this.chance = chance;
  }

  @Override
  public void offer(Measurement measurement) {
    int seen = offered.getAndIncrement();
    if (seen < 0 || seen == Integer.MAX_VALUE) { // more offers than an int counts: sample anew
      offered.set(slots.size());
      return;
    }
    int slot = seen < slots.size() ? seen : chance.applyAsInt(seen + 1);
    if (slot < slots.size()) {
      slots.put(slot, measurement);
    }
  }

  @Override
  public List<Measurement> measurements(boolean empty) {
    if (empty) {
      offered.set(0);
    }
    return slots.measurements(empty);
  }
}
