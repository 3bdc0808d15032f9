package ee.otel.metrics.internal.annotation;

import ee.otel.metrics.annotation.Counted;
import ee.otel.metrics.annotation.Timed;
import jakarta.ejb.AsyncResult;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import java.util.concurrent.Future;

/** An EJB whose methods are measured. */
@Stateless
public class BenchEjb {

  @Counted(name = "ejb.counted")
  public void counted() {}

  @Asynchronous
  @Timed(name = "ejb.asynchronous")
  public Future<String> asynchronous() throws InterruptedException {
    Thread.sleep(200); // the work whose duration is measured
    return new AsyncResult<>("done");
  }
}
