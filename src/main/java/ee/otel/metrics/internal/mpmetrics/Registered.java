package ee.otel.metrics.internal.mpmetrics;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Gauge;
import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.Metric;
import org.eclipse.microprofile.metrics.Snapshot;
import org.eclipse.microprofile.metrics.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a registry. Each keeps what the application can read back, and hands every
 * measurement on to an instrument, which is made when it is needed first. Safe from any thread.
 */
abstract sealed class Registered implements Metric {
  private volatile boolean removed;

  /** Whether it is in no registry any more. */
  boolean isRemoved() {
    return removed;
  }

  void remove() {
    removed = true;
  }

  /** Called when the meter can be used: for what has to be exported before it is recorded. */
  void connected() {}

  /** Takes measurements; made late. */
  static final class Instrument {
    private final Supplier<@Nullable LongConsumer> maker;
    private volatile @Nullable LongConsumer made;

    /**
     * @param maker null as long as there is no meter
     */
    Instrument(Supplier<@Nullable LongConsumer> maker) {
      this.maker = maker;
    }

    void accept(long value) {
      LongConsumer instrument = made;
      if (instrument == null) {
        instrument = maker.get();
        made = instrument;
      }
      if (instrument != null) {
        instrument.accept(value);
      }
    }
  }

  static final class OfCounter extends Registered implements Counter {
    private final LongAdder count = new LongAdder();
    private final Instrument instrument;

    OfCounter(Instrument instrument) {
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

    /** As the server's registries do: a counter that nobody used is 0, not absent. */
    @Override
    void connected() {
      instrument.accept(0);
    }
  }

  static final class OfHistogram extends Registered implements Histogram {
    private final Distribution values;
    private final double[] percentiles;
    private final Instrument instrument;

    OfHistogram(Distribution values, double[] percentiles, Instrument instrument) {
      this.values = values;
      this.percentiles = percentiles;
      this.instrument = instrument;
    }

    @Override
    public void update(int value) {
      update((long) value);
    }

    /** A negative value is ignored: no OpenTelemetry histogram takes one. */
    @Override
    public void update(long value) {
      if (value >= 0) {
        values.record(value);
        instrument.accept(value);
      }
    }

    @Override
    public long getCount() {
      return values.count();
    }

    @Override
    public long getSum() {
      return values.sum();
    }

    @Override
    public Snapshot getSnapshot() {
      return new DistributionSnapshot(values, percentiles);
    }
  }

  static final class OfTimer extends Registered implements Timer {
    private final Distribution nanos;
    private final double[] percentiles;
    private final Instrument instrument;

    OfTimer(Distribution nanos, double[] percentiles, Instrument instrument) {
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

  static final class OfGauge<T extends Number> extends Registered implements Gauge<T> {
    private final Supplier<? extends @Nullable T> value;
    private final Supplier<@Nullable AutoCloseable> observing;
    private @Nullable AutoCloseable observed;

    /**
     * @param observing begins to observe it; null as long as there is no meter
     */
    OfGauge(Supplier<? extends @Nullable T> value, Supplier<@Nullable AutoCloseable> observing) {
      this.value = value;
      this.observing = observing;
    }

    @Override
    @SuppressWarnings("NullAway") // Specification, @Metric FIELD: null before there is a value.
    public T getValue() {
      return value.get();
    }

    @Override
    synchronized void connected() {
      if (observed == null && !isRemoved()) {
        observed = observing.get();
      }
    }

    @Override
    synchronized void remove() {
      super.remove();
      if (observed != null) {
        try {
          observed.close();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
