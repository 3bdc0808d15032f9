package ee.otel.metrics.internal.annotation;

import ee.otel.metrics.annotation.Counted;
import ee.otel.metrics.annotation.Timed;
import jakarta.enterprise.context.Dependent;

/** Its constructor is measured. */
@Dependent
public class BenchConstructor {
  @Counted
  @Timed(name = "bench.constructor")
  public BenchConstructor() {}
}
