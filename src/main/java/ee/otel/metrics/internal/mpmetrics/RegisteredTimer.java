package ee.otel.metrics.internal.mpmetrics;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.metrics.Snapshot;
import org.eclipse.microprofile.metrics.Timer;

/** A timer of a registry. */
final class RegisteredTimer extends Registered implements Timer {
  private final Distribution nanos;
  private final double[] percentiles;
  private final LateInstrument instrument;

  RegisteredTimer(Distribution nanos, double[] percentiles, LateInstrument instrument) {
    this.nanos = nanos;
    this.percentiles = percentiles;
    this.instrument = instrument;
  }

  /** A negative duration is ignored. */
  @Override
  public void update(Duration duration) {
    update(duration.toNanos());
  }

  void update(long duration) {
    if (duration >= 0) {
      nanos.record(duration);
      instrument.accept(duration);
    }
  }

  @Override
  public <T> T time(Callable<T> event) throws Exception {
    long begin = System.nanoTime();
    try {
      return event.call();
    } finally {
      update(System.nanoTime() - begin);
    }
  }

  @Override
  public void time(Runnable event) {
    long begin = System.nanoTime();
    try {
      event.run();
    } finally {
      update(System.nanoTime() - begin);
    }
  }

  @Override
  public Context time() {
    long begin = System.nanoTime();
    return new Context() {
      @Override
      public long stop() {
        long elapsed = System.nanoTime() - begin;
        update(elapsed);
        return elapsed;
      }

      @Override
      public void close() {
        stop();
      }
    };
  }

  @Override
  public Duration getElapsedTime() {
    return Duration.ofNanos(nanos.sum());
  }

  @Override
  public long getCount() {
    return nanos.count();
  }

  @Override
  public Snapshot getSnapshot() {
    return new DistributionSnapshot(nanos, percentiles);
  }
}
