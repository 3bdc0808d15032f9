package ee.otel.metrics.server;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A bean whose timer is nearly always under way. */
@Singleton
@Startup
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN)
public class SlowBystander {
  private static volatile boolean underWay;

  @Resource private TimerService timers;

  static boolean isUnderWay() {
    return underWay;
  }

  @PostConstruct
  void start() {
    timers.createIntervalTimer(200, 200, new TimerConfig("slow bystander", false));
  }

  @Timeout
  void tick(Timer timer) {
    underWay = true;
    try {
      new CountDownLatch(1).await(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
