package ee.otel.metrics.internal.sdkbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Beans;
import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SdkExportersTest {
  private final RecordedLog log = new RecordedLog();
  private final Beans<Object> beans = new Beans<>();
  private final Map<String, String> config = new HashMap<>();
  private final SdkExporters exporters =
      new SdkExporters(
          beans, config::get, () -> Duration.ofSeconds(1), new Health(System::nanoTime));

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void serviceOfThatName_isMadeWithTheConfiguration() {
    config.put("test.temporality", " DELTA ");

    assertEquals(Temporality.DELTA, temporality("in-memory"));
    assertEquals(List.of(), log.warnings());
  }

  @Test
  void beanOfThatName_goesBeforeTheService() {
    beans.add("In-Memory", () -> InMemoryMetricExporter.create(AggregationTemporality.DELTA));

    assertEquals(Temporality.DELTA, temporality("in-memory"));
  }

  @Test
  void beanWithoutName_hasTheNameOfItsClass() {
    beans.add(null, () -> InMemoryMetricExporter.create(AggregationTemporality.DELTA));

    assertEquals(Temporality.DELTA, temporality(Beans.class.getName()));
    assertEquals(Temporality.CUMULATIVE, temporality("in-memory"));
  }

  @Test
  void nameThatNobodyHas_isOneWarning() {
    assertEquals(List.of(), exporters.named(List.of("statsd")));
    assertEquals(1, log.warnings().size());
    assertTrue(log.warnings().get(0).contains("\"statsd\" is not one of"), log.warnings().get(0));
  }

  @Test
  void exporterThatCannotBeMade_isLeftOutWithAWarning() {
    assertEquals(1, exporters.named(List.of("unmade", "in-memory")).size());
    assertEquals(1, log.warnings().size());
    assertTrue(log.warnings().get(0).contains("no disk"), log.warnings().get(0));
  }

  @Test
  void configuration_isReadAsTheSdkReadsIt() {
    SdkConfiguration read = new SdkConfiguration(config::get);
    config.putAll(
        Map.of(
            "flag",
            "TRUE",
            "int",
            "7",
            "long",
            "8",
            "double",
            "0.5",
            "plain",
            "1500",
            "time",
            "2 s",
            "list",
            " a, ,b",
            "map",
            "k=v , k2=v=2",
            "blank",
            " "));

    assertEquals(true, read.getBoolean("flag"));
    assertEquals(7, read.getInt("int"));
    assertEquals(8L, read.getLong("long"));
    assertEquals(0.5, read.getDouble("double"));
    assertEquals(Duration.ofMillis(1500), read.getDuration("plain"));
    assertEquals(Duration.ofSeconds(2), read.getDuration("time"));
    assertEquals(List.of("a", "b"), read.getList("list"));
    assertEquals(Map.of("k", "v", "k2", "v=2"), read.getMap("map"));
    assertNull(read.getString("blank"));
    assertNull(read.getInt("absent"));
    assertEquals(List.of(), read.getList("absent"));
    assertEquals(Map.of(), read.getMap("absent"));
    for (String name : List.of("list", "map")) {
      ConfigurationException bad =
          assertThrows(ConfigurationException.class, () -> read.getDuration(name));
      assertEquals("the value of " + name + " cannot be read", bad.getMessage());
    }
    assertThrows(ConfigurationException.class, () -> read.getMap("int"));
  }

  private Temporality temporality(String name) {
    List<SdkExporters.Found> found = exporters.named(List.of(name));
    assertEquals(1, found.size());
    return found.get(0).exporter().temporality(InstrumentKind.COUNTER);
  }
}
