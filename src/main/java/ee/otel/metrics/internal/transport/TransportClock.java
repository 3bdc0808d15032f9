package ee.otel.metrics.internal.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The clock by which requests are posted and retried. */
public interface TransportClock {

  /** The real time. */
  TransportClock SYSTEM =
      new TransportClock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void await(CompletableFuture<?> signal, Duration atMost)
            throws InterruptedException {
          try {
            signal.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
          } catch (TimeoutException | ExecutionException e) {
            // The time is over, or there is nothing to wait for.
          }
        }
      };

  /** Nanoseconds that never go back, of no particular origin. */
  long nanoTime();

  /** The wall clock. */
  Instant now();

  /** Returns when the signal comes, or after the given time, which is positive. */
  void await(CompletableFuture<?> signal, Duration atMost) throws InterruptedException;
}
