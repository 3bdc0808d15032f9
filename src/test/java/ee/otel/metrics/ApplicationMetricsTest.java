package ee.otel.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.export.delivery.ExportStatus;
import ee.otel.metrics.internal.live.LivePage;
import ee.otel.metrics.internal.live.LiveSnapshot;
import ee.otel.metrics.internal.live.LiveStatus;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApplicationMetricsTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "otel.exporter.otlp.metrics.endpoint",
          "http://alice:geheim1@collector.example:4318/v1/metrics?token=geheim2",
          "otel.exporter.otlp.metrics.headers",
          "authorization=Bearer%20geheim3",
          "otel.metrics.ee.proxy.host",
          "proxy.example",
          "otel.metrics.ee.proxy.user",
          "geheim4",
          "otel.metrics.ee.proxy.password",
          "geheim5",
          "otel.metric.export.interval",
          "5000");

  private final OtelMetrics metrics = OtelMetrics.builder().build();
  private ExportStatus.Outcome last;
  private final ConfigReader config = ConfigReader.of(SETTINGS, metrics.health());
  private final ApplicationMetrics source =
      new ApplicationMetrics(
          metrics.readers().get(0),
          metrics,
          new Resource(Attributes.empty(), null),
          () -> last,
          config);

  @Test
  void route_tellsWhereMetricsGoAndThatNothingWentYet() {
    LiveStatus.Route route = source.snapshot().status().routes().get(0);
    assertEquals("OTLP to http://collector.example:4318/v1/metrics?*** every 5 s", route.title());
    assertEquals(LiveStatus.Outcome.NONE, route.outcome());
  }

  @Test
  void route_tellsHowTheLatestExportEnded() {
    last =
        new ExportStatus.Outcome(
            Instant.ofEpochMilli(9), ExportResult.FAILURE, "It answered 503.", 3);
    assertEquals(
        List.of(
            new LiveStatus.Route(
                "OTLP to http://collector.example:4318/v1/metrics?*** every 5 s",
                LiveStatus.Outcome.FAILURE,
                "It answered 503.",
                9,
                "3 points wait for the next export")),
        source.snapshot().status().routes());
  }

  @Test
  void page_tellsNoSecret() {
    metrics.meterProvider().get("shop").counterBuilder("orders").build().add(1);
    String data =
        new String(
            new LivePage(source).answer("GET", "/data", "otel-metrics", null).body(),
            StandardCharsets.UTF_8);
    assertTrue(data.contains("collector.example"), data);
    assertFalse(data.contains("geheim"), data);
    assertFalse(data.contains("alice"), data);
  }

  @Test
  void losses_areThoseThatOccurred() {
    metrics.losses().add(Loss.NOT_A_NUMBER, 2);
    metrics.losses().add(Loss.SHUTDOWN, 5);
    assertEquals(
        List.of(
            new LiveStatus.LossCount("not_a_number", "measurements", 2),
            new LiveStatus.LossCount("shutdown", "points", 5)),
        source.snapshot().status().losses());
  }

  @Test
  void streams_tellTheirLimitAndOverflow() {
    OtelMetrics small =
        OtelMetrics.builder()
            .reader(
                new ReaderOptions(
                    kind -> Temporality.CUMULATIVE,
                    ReaderOptions.of(Temporality.CUMULATIVE).aggregation(),
                    kind -> 3))
            .build();
    var orders = small.meterProvider().get("shop").counterBuilder("orders").build();
    for (int i = 0; i < 6; i++) {
      orders.add(1, Attributes.of(AttributeKey.longKey("customer"), (long) i));
    }
    LiveSnapshot snapshot =
        new ApplicationMetrics(
                small.readers().get(0),
                small,
                new Resource(Attributes.empty(), null),
                () -> last,
                config)
            .snapshot();
    LiveStatus.StreamUse use = snapshot.status().streams().get(0);
    assertEquals("orders", use.name());
    assertEquals(3, use.limit());
    assertTrue(use.overflowed() >= 3, use::toString);
  }

  @Test
  void reader_isTheFirstThatIsCumulative() {
    ReaderOptions delta = ReaderOptions.of(Temporality.DELTA);
    ReaderOptions cumulative = ReaderOptions.of(Temporality.CUMULATIVE);
    assertEquals(0, LiveProducer.reader(List.of()));
    assertEquals(0, LiveProducer.reader(List.of(cumulative, delta)));
    assertEquals(1, LiveProducer.reader(List.of(delta, cumulative)));
    assertEquals(1, LiveProducer.reader(List.of(delta)));
  }
}
