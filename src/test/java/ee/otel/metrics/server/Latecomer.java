package ee.otel.metrics.server;

import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Measures at the application's end, without asking for its order, and from a thread of its own a
 * second later.
 */
@ApplicationScoped
@Path("late")
public class Latecomer {
  @Inject private Meter meter;

  @GET
  public String open() {
    return "open\n";
  }

  @PreDestroy
  void end() {
    LongCounter counter = meter.counterBuilder("late.bean").build();
    counter.add(1);
    Thread thread = new Thread(() -> addLater(counter), "latecomer");
    thread.setDaemon(true);
    thread.start();
  }

  private static void addLater(LongCounter counter) {
    try {
      new CountDownLatch(1).await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      // Then now.
    }
    counter.add(1);
  }
}
