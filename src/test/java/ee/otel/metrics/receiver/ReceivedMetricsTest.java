package ee.otel.metrics.receiver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.live.LiveSnapshot;
import ee.otel.metrics.internal.live.LiveStatus;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceivedMetricsTest {
  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final ReceivedMetrics received = ReceivedMetrics.of(receiver);

  ReceivedMetricsTest() {
    receiver.listener(received::accept);
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private void post(byte[] body, String type, String encoding) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(receiver.metricsEndpoint())
            .header("Content-Type", type)
            .header("Content-Encoding", encoding)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
  }

  private void post(ExportMetricsServiceRequest message) throws Exception {
    post(message.toByteArray(), "application/x-protobuf", "identity");
  }

  private static ExportMetricsServiceRequest request(Metric.Builder metric) {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    request.addResourceMetricsBuilder().addScopeMetricsBuilder().addMetrics(metric);
    return request.build();
  }

  private MetricSnapshot metric(String name) {
    LiveSnapshot snapshot = received.snapshot();
    assertTrue(snapshot.reported());
    return snapshot.resources().get(0).metrics().stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] gzipped(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  @Test
  void protobufAndJson_plainAndGzipped_areShown() throws Exception {
    ExportMetricsServiceRequest request = ShopMetrics.request();
    post(gzipped(request.toByteArray()), "application/x-protobuf", "gzip");
    MetricSnapshot orders = metric("shop.orders");
    assertEquals("ee.otel.demo.shop", orders.scope().name());
    assertEquals("{order}", orders.unit());
    NumberPoint card = (NumberPoint) orders.data().points().get(0);
    assertEquals(42, card.toDouble());
    assertEquals(
        "shop",
        received
            .snapshot()
            .resources()
            .get(0)
            .resource()
            .attributes()
            .get(AttributeKey.stringKey("service.name")));
    String json =
        "{\"resourceMetrics\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\","
            + "\"value\":{\"stringValue\":\"shop\"}}]},\"scopeMetrics\":[{\"metrics\":[{\"name\":\"depth\","
            + "\"gauge\":{\"dataPoints\":[{\"asInt\":\"7\"}]}}]}]}]}";
    post(
        gzipped(json.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        "application/json",
        "gzip");
    assertEquals(7, ((NumberPoint) metric("depth").data().points().get(0)).toDouble());
    assertEquals(LiveStatus.Outcome.SUCCESS, route().outcome());
  }

  private LiveStatus.Route route() {
    return received.snapshot().status().routes().get(0);
  }

  @Test
  void deltas_areAddedUp() throws Exception {
    post(ShopMetrics.request());
    post(ShopMetrics.request());
    MetricData.Histogram checkout = (MetricData.Histogram) metric("shop.checkout.duration").data();
    assertEquals(Temporality.CUMULATIVE, checkout.temporality());
    HistogramPoint point = checkout.points().get(0);
    assertEquals(32, point.count());
    assertEquals(0.5, point.sum());
    // A cumulative one is what it was told last.
    assertEquals(42, ((NumberPoint) metric("shop.orders").data().points().get(0)).toDouble());
  }

  @Test
  void exponentialDeltas_areAddedAtTheCoarserScale() throws Exception {
    post(request(exponential(1, 4, 1, 2, 3, 4)));
    post(request(exponential(0, 1, 10, 20)));
    ExponentialHistogramPoint sum =
        (ExponentialHistogramPoint) metric("sizes").data().points().get(0);
    assertEquals(0, sum.scale());
    assertEquals(40, sum.count());
    // The indexes 4 to 7 of scale 1 are 2 and 3 of scale 0, beside its own 1 and 2.
    assertEquals(1, sum.positive().offset());
    assertArrayEquals(new long[] {10, 20 + 3, 7}, sum.positive().counts());
  }

  private static Metric.Builder exponential(int scale, int offset, long... counts) {
    ExponentialHistogramDataPoint.Builder point =
        ExponentialHistogramDataPoint.newBuilder().setScale(scale);
    point.getPositiveBuilder().setOffset(offset);
    long all = 0;
    for (long count : counts) {
      point.getPositiveBuilder().addBucketCounts(count);
      all += count;
    }
    Metric.Builder metric = Metric.newBuilder().setName("sizes");
    metric
        .getExponentialHistogramBuilder()
        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
        .addDataPoints(point.setCount(all));
    return metric;
  }

  @Test
  void quantilesOfASummary_areGauges() throws Exception {
    SummaryDataPoint.Builder point = SummaryDataPoint.newBuilder();
    point.addQuantileValuesBuilder().setQuantile(0.5).setValue(3);
    point.addQuantileValuesBuilder().setQuantile(0.9).setValue(8);
    Metric.Builder metric = Metric.newBuilder().setName("old");
    metric.getSummaryBuilder().addDataPoints(point);
    post(request(metric));
    assertEquals(
        List.of(3.0, 8.0),
        ((MetricData.Gauge) metric("old").data())
            .points().stream().map(NumberPoint::toDouble).toList());
  }

  @Test
  void requestThatCannotBeRead_isSaid() throws Exception {
    post(new byte[] {1, 2, 3}, "application/x-protobuf", "gzip");
    assertEquals(LiveStatus.Outcome.FAILURE, route().outcome());
    assertEquals("request 1 could not be read", route().words());
  }
}
