package ee.otel.metrics.internal.mpmetrics;

import ee.otel.metrics.internal.annotation.MethodMetrics;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;

/**
 * MicroProfile Metrics of an application; nothing where it has not its API. Names no type of it, so
 * that it can be a bean everywhere.
 */
public final class MpMetrics {
  private final MpMetricsExtension extension;

  /**
   * @param originalUnits whether units are exported as the application wrote them
   */
  public MpMetrics(MpMetricsExtension extension, Meter meter, boolean originalUnits) {
    this.extension = extension;
    if (extension.isActive()) {
      extension.registries().connect(meter, originalUnits);
    }
  }

  /** The recorders of annotated methods; none where there is nothing to record. */
  public List<MethodMetrics.Recorder> recorders() {
    return extension.isActive() ? List.of(extension.recorder()) : List.of();
  }

  Registries registries() {
    return extension.registries();
  }
}
