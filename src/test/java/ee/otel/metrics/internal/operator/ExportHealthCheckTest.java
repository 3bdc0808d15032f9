package ee.otel.metrics.internal.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.export.delivery.ExportStatus;
import ee.otel.metrics.internal.health.Health;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportHealthCheckTest {
  private static final String UNREADY = "otel.metrics.ee.operator.health.unready";

  private final ExportStatus status = new ExportStatus(() -> Instant.EPOCH);

  @BeforeEach
  void beServer() {
    HealthCheckResponse.setResponseProvider(Builder::new);
  }

  @AfterEach
  void beNoServer() {
    HealthCheckResponse.setResponseProvider(null);
  }

  private HealthCheckResponse call(String unready) {
    ExportHealthCheck check = new ExportHealthCheck();
    check.status = status;
    check.config = ConfigReader.of(Map.of(UNREADY, unready), new Health(System::nanoTime));
    return check.call();
  }

  @Test
  void beforeTheFirstExport_isUpWithoutData() {
    HealthCheckResponse response = call("true");
    assertEquals(HealthCheckResponse.Status.UP, response.getStatus());
    assertEquals(Optional.of(Map.of()), response.getData());
  }

  @Test
  void failingExport_isUpUnlessAskedOtherwise() {
    status.ended(ExportResult.FAILURE, "Collector is asleep.", 7);
    HealthCheckResponse response = call("false");
    assertEquals("otel-metrics-ee", response.getName());
    assertEquals(HealthCheckResponse.Status.UP, response.getStatus());
    assertEquals(
        Optional.of(
            Map.of(
                "lastExport", "1970-01-01T00:00:00Z",
                "outcome", "Collector is asleep.",
                "waitingPoints", 7L)),
        response.getData());
    assertEquals(HealthCheckResponse.Status.DOWN, call("true").getStatus());
  }

  @Test
  void exportThatWorksAgain_isUp() {
    status.ended(ExportResult.TIMEOUT, "Collector is asleep.", 7);
    status.ended(ExportResult.SUCCESS, "Everything arrived.", 0);
    assertEquals(HealthCheckResponse.Status.UP, call("true").getStatus());
  }

  /** The server's half of the API. */
  private static final class Builder extends HealthCheckResponseBuilder {
    private final Map<String, Object> data = new TreeMap<>();
    private String name = "";
    private boolean up;

    @Override
    public HealthCheckResponseBuilder name(String given) {
      name = given;
      return this;
    }

    @Override
    public HealthCheckResponseBuilder withData(String key, String value) {
      data.put(key, value);
      return this;
    }

    @Override
    public HealthCheckResponseBuilder withData(String key, long value) {
      data.put(key, value);
      return this;
    }

    @Override
    public HealthCheckResponseBuilder withData(String key, boolean value) {
      data.put(key, value);
      return this;
    }

    @Override
    public HealthCheckResponseBuilder up() {
      return status(true);
    }

    @Override
    public HealthCheckResponseBuilder down() {
      return status(false);
    }

    @Override
    public HealthCheckResponseBuilder status(boolean isUp) {
      up = isUp;
      return this;
    }

    @Override
    public HealthCheckResponse build() {
      return new HealthCheckResponse(
          name,
          up ? HealthCheckResponse.Status.UP : HealthCheckResponse.Status.DOWN,
          Optional.of(data));
    }
  }
}
