package ee.otel.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GlobalTelemetryTest {
  private final OtelMetrics metrics = OtelMetrics.builder().build();
  private final RecordedLog log = new RecordedLog();

  @BeforeEach
  @AfterEach
  void reset() {
    GlobalOpenTelemetry.resetForTest();
  }

  @AfterEach
  void close() {
    metrics.shutdown();
    log.close();
  }

  private Instrumentations start(String global) {
    ConfigReader config =
        ConfigReader.of(
            Map.of("otel.metrics.ee.jvm", "false", "otel.metrics.ee.global", global),
            metrics.health());
    return Instrumentations.start(metrics, config, config.sdk(), config.export().interval());
  }

  private List<String> countedGlobally(String name) {
    GlobalOpenTelemetry.getMeter("library").counterBuilder(name).build().add(1);
    return Collected.peek(metrics).names();
  }

  @Test
  void key_setsItFromStartToEnd() {
    Instrumentations all = start("true");
    assertEquals(List.of("during"), countedGlobally("during"));
    all.close();
    assertEquals(List.of("during"), countedGlobally("afterwards"));
    assertEquals(List.of(), log.warnings());
  }

  @Test
  void withoutTheKey_itIsNotTouched() {
    start("false").close();
    assertEquals(List.of(), countedGlobally("never"));
  }

  @Test
  void oneThatIsSetAlready_staysAndIsToldOf() throws Exception {
    OtelMetrics other = OtelMetrics.builder().build();
    GlobalOpenTelemetry.set(other.openTelemetry());
    start("true").close();
    assertEquals(List.of(), countedGlobally("elsewhere"));
    assertEquals(List.of("elsewhere"), Collected.peek(other).names());
    assertEquals(1, log.warnings().size());
    assertTrue(log.warnings().get(0).contains("otel.metrics.ee.global"), log.warnings() + "");
  }

  /** The API's loader is not the application's. */
  @Test
  void oneOfTheServer_isNeverSet() throws Exception {
    ClassLoader application = new ClassLoader(GlobalTelemetryTest.class.getClassLoader()) {};
    GlobalTelemetry.set(application, metrics.openTelemetry(), metrics.health()).close();
    assertEquals(List.of(), countedGlobally("shared"));
    assertEquals(1, log.warnings().size());
    assertTrue(log.warnings().get(0).contains("the server's"), log.warnings() + "");
  }
}
