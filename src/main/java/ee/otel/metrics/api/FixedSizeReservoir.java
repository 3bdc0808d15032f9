package ee.otel.metrics.api;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/**
 * A uniform sample of fixed size: the first measurements fill it, each later one displaces a random
 * one with falling probability. The count starts anew with each emptying.
 *
 * <p>Chance says how many measurements are passed over until the next one is kept, not for each
 * whether it is: one that is passed over costs a plain count, and is not made
 * (ServerSpanBenchmark.counterInServersSpan). The distribution is the same (Li: <em>Reservoir
 * Sampling Algorithms of Time Complexity O(n(1 + log(N/n)))</em>, algorithm L). Counts that racing
 * threads lose make the next one a little later; those of an interval never reach the next.
 */
final class FixedSizeReservoir implements ExemplarReservoir {
  /** A random number from 0 up to, but without, 1. */
  static final DoubleSupplier CHANCE = () -> ThreadLocalRandom.current().nextDouble();

  private static final double MOST_PASSED_OVER = 1e18;

  private final MeasurementSlots slots;
  private final DoubleSupplier chance;
  private volatile Sample sample = new Sample();

  /** How far a sample has come since the reservoir was emptied. */
  private static final class Sample {
    private final AtomicInteger offered = new AtomicInteger();

    // Plain, but only one thread in a while writes more than the first.
    private long asked;
    private long next;
    private double weight = 1;
  }

  FixedSizeReservoir(int size, DoubleSupplier chance) {
    this.slots = new MeasurementSlots(size);
    this.chance = chance;
  }

  @Override
  public boolean wants(double value) {
    Sample now = sample;
    long nth = now.asked + 1;
    now.asked = nth;
    if (nth < now.next) {
      return false;
    }
    if (nth >= slots.size()) {
      passOver(now, nth);
    }
    return true;
  }

  /** Draws which measurement after the {@code nth} is the next one to be kept. */
  private void passOver(Sample now, long nth) {
    now.weight *= Math.exp(Math.log(random()) / slots.size());
    double passedOver = Math.floor(Math.log(random()) / Math.log1p(-now.weight));
    now.next = nth + 1 + (long) Math.min(passedOver, MOST_PASSED_OVER);
  }

  /** More than 0, at most 1. */
  private double random() {
    return 1 - chance.getAsDouble();
  }

  @Override
  public void offer(Measurement measurement) {
    int before = sample.offered.getAndIncrement();
    slots.put(
        before >= 0 && before < slots.size() ? before : (int) (chance.getAsDouble() * slots.size()),
        measurement);
  }

  @Override
  public List<Measurement> measurements(boolean empty) {
    if (empty) {
      sample = new Sample();
    }
    return slots.measurements(empty);
  }
}
