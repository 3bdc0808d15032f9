package ee.otel.metrics.transport;

import java.time.Duration;
import java.time.Instant;

/** Time, as far as posting needs it. */
public interface Timekeeper {

  /** The real time. */
  Timekeeper SYSTEM =
      new Timekeeper() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
          Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
        }
      };

  /** Nanoseconds that never go back, of no particular origin. */
  long nanoTime();

  /** The wall clock. */
  Instant now();

  /** Returns after the given time, which is positive. */
  void sleep(Duration duration) throws InterruptedException;
}
