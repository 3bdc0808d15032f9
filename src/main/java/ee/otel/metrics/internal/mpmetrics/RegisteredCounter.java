package ee.otel.metrics.internal.mpmetrics;

import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.metrics.Counter;

/** A counter of a registry. */
final class RegisteredCounter extends Registered implements Counter {
  private final LongAdder count = new LongAdder();
  private final LateInstrument instrument;

  RegisteredCounter(LateInstrument instrument) {
    this.instrument = instrument;
  }

  @Override
  public void inc() {
    inc(1);
  }

  /** A counter does not go down: a negative number is ignored. */
  @Override
  public void inc(long n) {
    if (n >= 0) {
      count.add(n);
      instrument.accept(n);
    }
  }

  @Override
  public long getCount() {
    return count.sum();
  }

  /** As in the servers' registries, an unused counter is 0 and not absent. */
  @Override
  void connected() {
    instrument.accept(0);
  }
}
