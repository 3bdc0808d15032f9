package ee.otel.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.health.RecordedLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstrumentationsTest {
  private final OtelMetrics sdk = OtelMetrics.builder().build();
  private final RecordedLog log = new RecordedLog();

  private final List<Instrumentations> started = new ArrayList<>();

  @AfterEach
  void shutDown() {
    started.forEach(Instrumentations::close);
    sdk.shutdown();
    log.close();
  }

  /** Starts them; beside other tests that report this JVM. */
  private Instrumentations start(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("otel.metrics.ee.jvm.reported", "always");
    ConfigReader config = ConfigReader.of(all, sdk.health());
    Instrumentations instrumentations =
        Instrumentations.start(sdk, config, config.sdk(), config.export().interval());
    started.add(instrumentations);
    return instrumentations;
  }

  @Test
  void jvm_isMeasuredByDefaultAndUntilTheEnd() {
    Instrumentations all = start(Map.of());
    List<String> names = Collected.peek(sdk).names();
    assertTrue(names.contains("jvm.class.count"), names + "");
    assertTrue(names.stream().allMatch(name -> name.startsWith("jvm.")), names + "");
    all.close();
    assertEquals(
        List.of(),
        Collected.peek(sdk).names().stream().filter(n -> !n.equals("jvm.gc.duration")).toList());
  }

  @Test
  void jvm_isOffByItsKey() {
    start(Map.of("otel.metrics.ee.jvm", "false"));
    assertEquals(List.of(), Collected.peek(sdk).names());
  }

  @Test
  void mbeans_areMeasuredByRulesThatAreNamed() {
    start(Map.of("otel.metrics.ee.jvm", "false", "otel.jmx.config", "jmx/rules/threads.yaml"));
    Collected.peek(sdk);
    assertEquals(List.of("test.threads"), Collected.peek(sdk).names());
    assertEquals(List.of(), log.warnings());
  }

  @Test
  void mbeans_areOffByTheirKey() {
    start(
        Map.of(
            "otel.metrics.ee.jvm", "false",
            "otel.jmx.enabled", "false",
            "otel.jmx.config", "jmx/rules/threads.yaml"));
    Collected.peek(sdk);
    assertEquals(List.of(), Collected.peek(sdk).names());
  }

  @Test
  void unknownTarget_isOneWarning() {
    start(Map.of("otel.jmx.target.system", "jboss"));
    assertEquals(1, log.warnings().size(), log.warnings() + "");
    assertTrue(log.warnings().get(0).contains("jboss"), log.warnings() + "");
  }
}
