package ee.otel.metrics.internal.mpmetrics;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.annotation.Counted;
import org.eclipse.microprofile.metrics.annotation.Gauge;
import org.eclipse.microprofile.metrics.annotation.Timed;

/** A bean as an application for MicroProfile Metrics has it. */
@ApplicationScoped
public class Garage {
  private volatile int cars = 3;

  @Counted
  public void red() {}

  @Counted(name = "blueCount")
  public void blue() {}

  @Counted(name = "greenCount", absolute = true, unit = "cars", description = "Green cars.")
  public void green() {}

  @Counted(absolute = true)
  public void yellow() {}

  @Counted(
      name = "countMe",
      absolute = true,
      tags = {"tag1=value1"})
  public void countMeA() {}

  @Counted(
      name = "countMe",
      absolute = true,
      tags = {"tag1=value1"})
  void countMeB() {}

  @Counted(name = "scoped", absolute = true, scope = "motorguide")
  public void scoped() {}

  @Timed(name = "repair", description = "Repairs.")
  public void repair() throws InterruptedException {
    Thread.sleep(30); // the work whose duration is measured
  }

  @Timed
  @Counted(name = "failures")
  public void fail() {
    throw new IllegalStateException("broken");
  }

  @Counted(name = "removable", absolute = true)
  public void removable() {}

  @Gauge(name = "cars", unit = MetricUnits.NONE)
  public int cars() {
    return cars;
  }

  void park(int more) {
    cars += more;
  }
}
