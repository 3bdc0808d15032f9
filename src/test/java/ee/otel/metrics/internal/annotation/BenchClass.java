package ee.otel.metrics.internal.annotation;

import ee.otel.metrics.annotation.Counted;
import jakarta.enterprise.context.RequestScoped;

/** Measured as a class. */
@RequestScoped
@Counted
public class BenchClass {
  public void first() {}

  public void second() {}
}
