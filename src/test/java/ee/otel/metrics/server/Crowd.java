package ee.otel.metrics.server;

import io.opentelemetry.api.metrics.Meter;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An application that needs the server's threads itself, and measures until its end. */
@Singleton
@Startup
@DependsOn("MetricExporterBean")
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN)
@Path("crowd")
public class Crowd {
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  @Resource private ManagedExecutorService executor;
  @Inject private Meter meter;

  @GET
  public String open() {
    meter.counterBuilder("crowd.visits").build().add(1);
    return "open\n";
  }

  /** Begins a task that takes as long as the application lives. */
  @GET
  @Path("hog")
  public String hog() {
    executor.execute(Crowd::waitLong);
    return "begun\n";
  }

  /** Registers a callback that hangs. */
  @GET
  @Path("hang")
  public String hang() {
    meter.gaugeBuilder("crowd.hangs").buildWithCallback(measurement -> waitLong());
    return "registered\n";
  }

  private static void waitLong() {
    try {
      NEVER.await(5, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The milliseconds until a task of the application's begins; a minute at most. */
  @GET
  @Path("begin")
  public String begin() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    long start = System.nanoTime();
    executor.execute(begun::countDown);
    begun.await(1, TimeUnit.MINUTES);
    return Long.toString(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
  }

  /** How many threads of the server are in the code of the product, whichever application's. */
  @GET
  @Path("threads")
  public String threads() {
    long count =
        Thread.getAllStackTraces().values().stream()
            .filter(
                stack ->
                    Arrays.stream(stack)
                        .anyMatch(
                            frame -> frame.getClassName().startsWith("ee.otel.metrics.internal")))
            .count();
    return Long.toString(count);
  }

  /** Since the bean depends on the exporter, it ends before it does. */
  @PreDestroy
  void end() {
    meter.counterBuilder("crowd.goodbyes").build().add(1);
  }
}
