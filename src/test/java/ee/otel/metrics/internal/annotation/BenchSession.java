package ee.otel.metrics.internal.annotation;

import ee.otel.metrics.annotation.Counted;
import jakarta.enterprise.context.SessionScoped;
import java.io.Serializable;

/** A bean that a server may write to disk. */
@SessionScoped
public class BenchSession implements Serializable {
  private static final long serialVersionUID = 1;

  @Counted(name = "session.counted")
  public void counted() {}
}
