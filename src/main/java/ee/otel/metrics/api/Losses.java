package ee.otel.metrics.api;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was lost, by reason, since this instance was made. Safe from any thread; adding neither
 * blocks nor allocates.
 */
public final class Losses {
  private final Map<Loss, LongAdder> counts = new EnumMap<>(Loss.class);

  /** Nothing was lost yet. */
  public Losses() {
    for (Loss loss : Loss.values()) {
      counts.put(loss, new LongAdder());
    }
  }

  /** Counts one. */
  public void add(Loss loss) {
    add(loss, 1);
  }

  /** Counts {@code amount} of {@code loss.unit()}. */
  public void add(Loss loss, long amount) {
    adder(loss).add(amount);
  }

  /** How many {@code loss.unit()} were lost for this reason. */
  public long count(Loss loss) {
    return adder(loss).sum();
  }

  @SuppressWarnings("NullAway") // the constructor puts one for each reason
  private LongAdder adder(Loss loss) {
    return counts.get(loss);
  }

  /** All reasons with their counts, zeros included. */
  public Map<Loss, Long> counts() {
    Map<Loss, Long> snapshot = new EnumMap<>(Loss.class);
    counts.forEach((loss, count) -> snapshot.put(loss, count.sum()));
    return snapshot;
  }
}
