package ee.otel.metrics.internal.export;

import ee.otel.metrics.internal.work.ServerNames;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A managed scheduled executor, for containers without EJB. */
record ScheduledExportTimer(ScheduledExecutorService executor, Runnable tick, Runnable watch)
    implements ExportTimer {

  /** Null where the server has none. */
  static @Nullable ExportTimer lookUp(Runnable tick, Runnable watch) {
    ScheduledExecutorService executor =
        ServerNames.lookUp(
            "java:comp/DefaultManagedScheduledExecutorService", ScheduledExecutorService.class);
    return executor == null ? null : new ScheduledExportTimer(executor, tick, watch);
  }

  @Override
  public Runnable every(Duration first, Duration interval) {
    Future<?> ticking =
        executor.scheduleAtFixedRate(
            tick, first.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    return () -> ticking.cancel(false);
  }

  @Override
  public void watchAfter(Duration delay) {
    Future<?> unused = executor.schedule(watch, delay.toMillis(), TimeUnit.MILLISECONDS);
  }
}
