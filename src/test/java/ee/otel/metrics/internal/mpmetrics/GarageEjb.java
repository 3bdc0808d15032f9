package ee.otel.metrics.internal.mpmetrics;

import jakarta.ejb.Stateless;
import org.eclipse.microprofile.metrics.annotation.Timed;

/** An EJB that is timed. */
@Stateless
public class GarageEjb {
  @Timed(name = "wash")
  public void wash() {}
}
