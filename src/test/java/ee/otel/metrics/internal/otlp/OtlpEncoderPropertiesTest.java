package ee.otel.metrics.internal.otlp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(SnapshotArbitraries.class)
@Domain(DomainContext.Global.class)
class OtlpEncoderPropertiesTest {
  private final OtlpEncoder protobuf = OtlpEncoder.protobuf();
  private final OtlpEncoder json = OtlpEncoder.json();

  @Property(tries = 200)
  void protobuf_isWhatTheGeneratedClassesWrite(
      @ForAll Resource resource, @ForAll List<MetricSnapshot> metrics) throws Exception {
    ExportMetricsServiceRequest expected = GeneratedModel.request(resource, metrics);
    for (int memo = 0; memo < 2; memo++) {
      byte[] body = onlyBody(protobuf, resource, metrics);
      assertEquals(expected, ExportMetricsServiceRequest.parseFrom(body));
      assertArrayEquals(expected.toByteArray(), body);
    }
  }

  @Property(tries = 200)
  void json_saysTheSameAsProtobuf(@ForAll Resource resource, @ForAll List<MetricSnapshot> metrics) {
    assertEquals(
        GeneratedModel.request(resource, metrics),
        JsonModel.request(onlyBody(json, resource, metrics)));
  }

  @Property(tries = 150)
  void batches_carryEachPointOnceAndKeepTheLimits(
      @ForAll Resource resource,
      @ForAll List<MetricSnapshot> metrics,
      @ForAll @IntRange(min = 1, max = 40) int maxPoints,
      @ForAll @IntRange(min = 1, max = 40_000) int maxBytes)
      throws Exception {
    OtlpBatches batches = protobuf.encode(resource, metrics, new OtlpLimits(maxPoints, maxBytes));
    List<Object> seen = new ArrayList<>();
    while (batches.hasNext()) {
      OtlpBatch batch = batches.next();
      List<?> points = points(batch.metrics());
      assertEquals(batch.points(), points.size());
      assertTrue(batch.points() <= maxPoints);
      seen.addAll(points);
      if (batch instanceof OtlpBatch.Encoded encoded) {
        try (encoded) {
          assertTrue(encoded.size() <= maxBytes, encoded::toString);
          assertEquals(
              GeneratedModel.request(resource, batch.metrics()),
              ExportMetricsServiceRequest.parseFrom(encoded.toByteArray()));
        }
      } else {
        int needed = GeneratedModel.request(resource, batch.metrics()).getSerializedSize();
        assertTrue(needed > maxBytes, () -> "would have fitted: " + needed);
      }
    }
    assertEquals(points(metrics), seen);
  }

  private static List<?> points(List<MetricSnapshot> metrics) {
    return metrics.stream().flatMap(metric -> metric.data().points().stream()).toList();
  }

  private static byte[] onlyBody(
      OtlpEncoder encoder, Resource resource, List<MetricSnapshot> metrics) {
    OtlpBatches batches = encoder.encode(resource, metrics, OtlpLimits.DEFAULT);
    try (OtlpBatch.Encoded batch = (OtlpBatch.Encoded) batches.next()) {
      assertTrue(!batches.hasNext());
      return batch.toByteArray();
    }
  }
}
