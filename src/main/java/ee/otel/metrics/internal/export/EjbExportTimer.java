package ee.otel.metrics.internal.export;

import ee.otel.metrics.internal.work.ServerNames;
import jakarta.ejb.EJBContext;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The timer service of an EJB container; its timers call the bean's timeout method. */
record EjbExportTimer(TimerService timers) implements ExportTimer {
  private static final String WATCH = "otel-metrics-ee watch";

  /**
   * Looked up and not injected, since a server without EJB would not deploy the class. Null where
   * this thread is in no EJB.
   */
  static @Nullable ExportTimer lookUp() {
    TimerService timers = ServerNames.lookUp("java:comp/TimerService", TimerService.class);
    if (timers == null) {
      EJBContext context = ServerNames.lookUp("java:comp/EJBContext", EJBContext.class);
      timers = context == null ? null : context.getTimerService();
    }
    return timers == null ? null : new EjbExportTimer(timers);
  }

  static boolean isWatch(Timer ticking) {
    return WATCH.equals(ticking.getInfo());
  }

  @Override
  public Runnable every(Duration first, Duration interval) {
    Timer timer =
        timers.createIntervalTimer(
            first.toMillis(), interval.toMillis(), new TimerConfig("otel-metrics-ee", false));
    return timer::cancel;
  }

  @Override
  public void watchAfter(Duration delay) {
    timers.createSingleActionTimer(delay.toMillis(), new TimerConfig(WATCH, false));
  }
}
