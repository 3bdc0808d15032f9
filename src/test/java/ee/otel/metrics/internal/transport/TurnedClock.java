package ee.otel.metrics.internal.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Time that goes on by itself, and jumps instead of waiting. */
public final class TurnedClock implements TransportClock {
  final List<Duration> slept = new ArrayList<>();
  private volatile long ahead;

  /** Jumps. */
  public void pass(Duration time) {
    ahead += time.toNanos();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime() + ahead;
  }

  @Override
  public Instant now() {
    return Instant.now().plusNanos(ahead);
  }

  @Override
  public void await(CompletableFuture<?> signal, Duration atMost) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    slept.add(atMost);
    ahead += atMost.toNanos();
  }
}
