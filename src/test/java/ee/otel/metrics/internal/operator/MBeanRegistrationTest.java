package ee.otel.metrics.internal.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.MetricExporter;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.export.delivery.ExportStatus;
import ee.otel.metrics.internal.health.Health;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MBeanRegistrationTest {
  private static final Attributes SHOP =
      Attributes.of(
          AttributeKey.stringKey("service.name"), "shop \"*?,=",
          AttributeKey.stringKey("service.instance.id"), "1");

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final Health health = new Health(System::nanoTime);
  private final OtelMetrics metrics = OtelMetrics.builder().build();
  private final MBeanRegistration registration = MBeanRegistration.of(control(), SHOP, health);

  private MetricsControl control() {
    return new MetricsControl(
        new FailingExporter(),
        new ExportStatus(() -> Instant.EPOCH),
        metrics.metrics(),
        metrics.losses(),
        ConfigReader.of(
            Map.of(
                "otel.exporter.otlp.endpoint", "http://user:secret@collector:4318",
                "otel.metrics.exporter", "otlp,prometheus"),
            health));
  }

  /** Nobody listens. */
  private static final class FailingExporter implements MetricExporter {
    @Override
    public List<MetricSnapshot> collect() {
      return List.of();
    }

    @Override
    public ExportResult forceFlush(Duration timeout) {
      return ExportResult.FAILURE;
    }

    @Override
    public ExportResult forceFlush() {
      return ExportResult.FAILURE;
    }
  }

  @AfterEach
  void end() {
    registration.end();
  }

  private ObjectName name() {
    assertEquals(1, registration.names().size());
    return registration.names().get(0);
  }

  @Test
  void values_areOfOpenTypes() throws Exception {
    metrics.meterProvider().get("shop").counterBuilder("orders").build().add(3);
    metrics.losses().add(Loss.NOT_A_NUMBER, 2);
    for (MBeanAttributeInfo attribute : server.getMBeanInfo(name()).getAttributes()) {
      assertTrue(
          attribute.getDescriptor().getFieldValue("openType") instanceof OpenType<?>,
          attribute.toString());
    }
    TabularData losses = (TabularData) server.getAttribute(name(), "Losses");
    assertEquals(2L, losses.get(new Object[] {"not_a_number"}).get("value"));
    assertEquals(1, losses.size());
    TabularData series = (TabularData) server.getAttribute(name(), "Series");
    assertEquals(1, series.get(new Object[] {"orders"}).get("value"));
    assertNull(server.getAttribute(name(), "LastExportTime"));
    assertEquals("NONE", server.getAttribute(name(), "LastExportResult"));
    assertEquals(0L, server.getAttribute(name(), "WaitingPoints"));
  }

  @Test
  void destination_hasNoSecret() throws Exception {
    String destination = (String) server.getAttribute(name(), "Destination");
    assertFalse(destination.contains("secret"), destination);
    assertEquals(
        "OTLP to http://collector:4318/v1/metrics, scraped at /metrics; every 60000 ms.",
        destination);
  }

  @Test
  void operations_answerInWords() throws Exception {
    assertEquals(
        "Flush ended with failure. There was no export yet.",
        server.invoke(name(), "flush", null, null));
    assertTrue(
        ((String) server.invoke(name(), "reload", null, null))
            .contains("OTLP to http://collector"));
  }

  @Test
  void secondApplicationOfThatName_hasItsInstanceInItsName() {
    Attributes other = SHOP.toBuilder().put("service.instance.id", "2").build();
    MBeanRegistration second = MBeanRegistration.of(control(), other, health);
    assertEquals("\"2\"", second.names().get(0).getKeyProperty("instance"));
    assertEquals("\"shop \\\"\\*\\?,=\"", second.names().get(0).getKeyProperty("application"));
    second.end();
    assertFalse(server.isRegistered(second.names().get(0)));
    assertTrue(server.isRegistered(name()));
  }

  @Test
  void end_leavesNothingAndMayComeTwice() throws Exception {
    registration.end();
    registration.end();
    assertEquals(
        List.of(),
        Stream.of(server.queryNames(new ObjectName("ee.otel.metrics:*"), null))
            .flatMap(set -> set.stream())
            .toList());
  }
}
