package ee.otel.metrics.internal.operator;

import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.export.delivery.ExportStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * How the last export ended, as a readiness check. Always up, unless {@code
 * otel.metrics.ee.operator.health.unready} asks for more.
 */
@Readiness
@ApplicationScoped
@OptionalHealthCheck
class ExportHealthCheck implements HealthCheck {
  @Inject ExportStatus status;
  @Inject ConfigReader config;

  @Override
  public HealthCheckResponse call() {
    ExportStatus.Outcome last = status.last();
    boolean failing = last != null && last.result() != ExportResult.SUCCESS;
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("otel-metrics-ee")
            .status(!failing || !config.operator().unreadyWhenFailing());
    if (last != null) {
      response
          .withData("lastExport", last.time().toString())
          .withData("outcome", last.words())
          .withData("waitingPoints", last.waitingPoints());
    }
    return response.build();
  }
}
