package ee.otel.metrics.internal.annotation;

import ee.otel.metrics.annotation.Counted;
import ee.otel.metrics.annotation.Gauge;
import ee.otel.metrics.annotation.Timed;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import java.util.concurrent.atomic.AtomicInteger;

/** An EJB whose timers' methods are measured; it knows how often they ran. */
@Singleton
@Startup
public class BenchTimers {
  private final AtomicInteger scheduled = new AtomicInteger();
  private final AtomicInteger timedOut = new AtomicInteger();
  @Resource TimerService timers;

  @PostConstruct
  void start() {
    timers.createSingleActionTimer(100, new TimerConfig("once", false));
  }

  @Timed(name = "ejb.scheduled")
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  public void scheduled() {
    scheduled.incrementAndGet();
  }

  @Timeout
  @Counted(name = "ejb.timeout")
  public void timeout() {
    timedOut.incrementAndGet();
  }

  @Gauge(name = "ejb.scheduled.times")
  public long times() {
    return scheduled.get();
  }
}
