package ee.otel.metrics;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that is turned by hand. */
public final class TestClock implements LongSupplier {
  private final AtomicLong nanos;

  public TestClock(long nanos) {
    this.nanos = new AtomicLong(nanos);
  }

  @Override
  public long getAsLong() {
    return nanos.get();
  }

  public void set(long now) {
    nanos.set(now);
  }

  public void advance(long by) {
    nanos.addAndGet(by);
  }
}
