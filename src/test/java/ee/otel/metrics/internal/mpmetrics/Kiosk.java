package ee.otel.metrics.internal.mpmetrics;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.annotation.Counted;
import org.eclipse.microprofile.metrics.annotation.Metric;

/** Measured as a class; metrics are injected into its constructor. */
@Dependent
@Counted(name = "stand")
public class Kiosk {

  @Inject
  public Kiosk(@Metric(name = "made", absolute = true) Counter made) {
    made.inc();
  }

  public void sell() {}

  protected void count() {}

  private void hidden() {}

  void all() {
    hidden();
  }
}
