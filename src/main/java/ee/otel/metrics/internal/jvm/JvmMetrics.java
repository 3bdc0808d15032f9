package ee.otel.metrics.internal.jvm;

import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Reports the JVM through a meter, from {@link #start} to {@link #close}.
 *
 * <p>Of several applications in one JVM only one reports. Each collection checks which, so that
 * another one takes over when that has gone. Only the one that reports listens to garbage
 * collections. No thread of its own. Safe from any thread.
 */
public final class JvmMetrics implements AutoCloseable {
  private final boolean always;
  private final ReporterLease lease;
  private final GarbageCollections collections;
  private final List<AutoCloseable> observations = new ArrayList<>();
  private boolean reporting;
  private boolean closed;

  private JvmMetrics(
      Meter meter, JvmOptions options, Supplier<Properties> shared, LongSupplier nanoTime) {
    this.always = options.always();
    this.lease = new ReporterLease(shared, nanoTime, options.lease());
    this.collections = new GarbageCollections(meter, options.gcCause());
  }

  /** Begins to report. */
  public static JvmMetrics start(Meter meter, JvmOptions options) {
    return start(meter, options, System::getProperties, System::nanoTime);
  }

  static JvmMetrics start(
      Meter meter, JvmOptions options, Supplier<Properties> shared, LongSupplier nanoTime) {
    JvmMetrics metrics = new JvmMetrics(meter, options, shared, nanoTime);
    try {
      metrics.reports();
      metrics.observe(meter, options);
      return metrics;
    } catch (RuntimeException | Error broken) {
      metrics.close();
      throw broken;
    }
  }

  private synchronized void observe(Meter meter, JvmOptions options) {
    observations.add(MemoryPools.observe(meter, this::reports, options.development()));
    observations.add(Threads.observe(meter, this::reports));
    observations.add(Classes.observe(meter, this::reports));
    observations.add(Processor.observe(meter, this::reports));
    if (options.development()) {
      observations.add(BufferPools.observe(meter, this::reports));
    }
    if (options.optIn()) {
      observations.add(Machine.observe(meter, this::reports));
    }
  }

  /** Whether this application is the one that reports the JVM now. */
  private synchronized boolean reports() {
    boolean ours = !closed && (always || lease.renew());
    if (ours != reporting) {
      reporting = ours;
      if (ours) {
        collections.listen();
      } else {
        collections.ignore();
      }
    }
    return ours;
  }

  /** Ends reporting, lets another application take over, and leaves no listener behind. */
  @Override
  public synchronized void close() {
    closed = true;
    reports();
    lease.release();
    for (AutoCloseable observation : observations) {
      try {
        observation.close();
      } catch (Exception alreadyGone) {
        // Its meter has ended.
      }
    }
    observations.clear();
  }

  /** The listener that the JVM holds while this application reports. */
  Object listener() {
    return collections;
  }

  /**
   * Which metrics are reported, and by which application.
   *
   * @param always whether this application reports the JVM also when another one does
   * @param development whether the recommended metrics that are still in development are there too
   * @param optIn whether the metrics that the conventions leave to a choice are there too
   * @param gcCause whether garbage collections carry their cause
   * @param lease after which time without a collection another application may report the JVM
   */
  public record JvmOptions(
      boolean always, boolean development, boolean optIn, boolean gcCause, Duration lease) {}
}
