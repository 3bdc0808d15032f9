package ee.otel.metrics.internal.otlp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.data.Temporality;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OtlpEncoderTest {
  private static final Resource RESOURCE =
      new Resource(Attributes.of(AttributeKey.stringKey("service.name"), "shop"), null);

  private final OtlpEncoder encoder = OtlpEncoder.protobuf();

  @Test
  void metrics_standTogetherByScopeInTheOrderTheyAreMet() throws Exception {
    Scope anotherButEqual = Scope.named("a");
    var scopes =
        parse(
                metric(Scope.named("a"), "one", 1),
                metric(Scope.named("b"), "two", 1),
                metric(anotherButEqual, "three", 1))
            .getResourceMetrics(0)
            .getScopeMetricsList();
    assertEquals(List.of("a", "b"), scopes.stream().map(s -> s.getScope().getName()).toList());
    assertEquals(
        List.of("one", "three"),
        scopes.get(0).getMetricsList().stream().map(Metric::getName).toList());
  }

  @Test
  void scopes_thatDifferInSchemaUrlOnlyStayApart() throws Exception {
    Scope plain = Scope.named("a");
    Scope withSchema = new Scope("a", null, "https://schema", Attributes.empty());
    var scopes =
        parse(metric(plain, "m", 1), metric(withSchema, "m", 1))
            .getResourceMetrics(0)
            .getScopeMetricsList();
    assertEquals("", scopes.get(0).getSchemaUrl());
    assertEquals("https://schema", scopes.get(1).getSchemaUrl());
  }

  @Test
  void values_ofZeroAreWritten() throws Exception {
    NumberDataPoint zero = point(parse(counter(number(NumberType.LONG, 0))));
    assertEquals(NumberDataPoint.ValueCase.AS_INT, zero.getValueCase());

    NumberDataPoint minusZero =
        point(parse(counter(number(NumberType.DOUBLE, Double.doubleToRawLongBits(-0.0)))));
    assertEquals(NumberDataPoint.ValueCase.AS_DOUBLE, minusZero.getValueCase());
    assertEquals(-0.0, minusZero.getAsDouble());
  }

  @Test
  void text_withUnpairedSurrogatesIsReplacedAndNeverThrows() throws Exception {
    MetricSnapshot metric =
        new MetricSnapshot(
            Scope.named("s"), "m", "a\uD83Db", "", counter(number(NumberType.LONG, 1)).data());
    Metric parsed = parse(metric).getResourceMetrics(0).getScopeMetrics(0).getMetrics(0);
    assertEquals("a?b", parsed.getDescription());
  }

  @Test
  void points_ofAnyListAreWrittenInOrder() throws Exception {
    LinkedList<NumberPoint> points = new LinkedList<>();
    points.add(number(NumberType.LONG, 1));
    points.add(number(NumberType.LONG, 2));
    var written =
        parse(counter(points))
            .getResourceMetrics(0)
            .getScopeMetrics(0)
            .getMetrics(0)
            .getSum()
            .getDataPointsList();
    assertEquals(List.of(1L, 2L), written.stream().map(NumberDataPoint::getAsInt).toList());
  }

  @Test
  void ids_thatAreNotHexAreLeftOut() throws Exception {
    for (String id : List.of("", "xyz", "abc", "ａｂ")) {
      Exemplar exemplar = new Exemplar(Attributes.empty(), 1, id, id, NumberType.LONG, 1);
      MetricSnapshot metric =
          counter(
              new NumberPoint(PointAttributes.EMPTY, 1, 2, NumberType.LONG, 1, List.of(exemplar)));
      assertTrue(point(parse(metric)).getExemplars(0).getTraceId().isEmpty(), id);
      assertFalse(json(metric).contains("traceId"), id);
    }
  }

  @Test
  void json_followsTheRulesOfOtlp() {
    Exemplar exemplar =
        new Exemplar(
            Attributes.empty(),
            3,
            "0AF7651916CD43DD8448EB211C80319C",
            "b7ad6b7169203331",
            NumberType.DOUBLE,
            Double.doubleToRawLongBits(Double.POSITIVE_INFINITY));
    MetricSnapshot metric =
        counter(
            new NumberPoint(
                new PointAttributes(Attributes.of(AttributeKey.longKey("n"), 7L)),
                1,
                2,
                NumberType.LONG,
                -5,
                List.of(exemplar)));
    assertEquals(
        """
        {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name",\
        "value":{"stringValue":"shop"}}]},"scopeMetrics":[{"scope":{"name":"s"},\
        "metrics":[{"name":"m","unit":"1","sum":{"dataPoints":[{"startTimeUnixNano":"1",\
        "timeUnixNano":"2","exemplars":[{"timeUnixNano":"3","asDouble":"Infinity",\
        "spanId":"b7ad6b7169203331","traceId":"0af7651916cd43dd8448eb211c80319c"}],\
        "asInt":"-5","attributes":[{"key":"n","value":{"intValue":"7"}}]}],\
        "aggregationTemporality":2,"isMonotonic":true}}]}]}]}""",
        json(metric));
  }

  @Test
  void nothing_isMadeOfNoPoints() {
    MetricSnapshot empty = counter(List.of());
    assertFalse(encoder.encode(RESOURCE, List.of(), OtlpLimits.DEFAULT).hasNext());
    assertFalse(encoder.encode(RESOURCE, List.of(empty), OtlpLimits.DEFAULT).hasNext());
  }

  @Test
  void batches_areCutByPointsAcrossMetrics() {
    List<MetricSnapshot> metrics =
        List.of(
            metric(Scope.named("s"), "a", 3),
            metric(Scope.named("s"), "b", 1),
            metric(Scope.named("s"), "c", 3));
    List<String> seen = new ArrayList<>();
    OtlpBatches batches = encoder.encode(RESOURCE, metrics, new OtlpLimits(2, 1 << 20));
    batches.forEachRemaining(
        batch ->
            seen.add(
                String.join(
                    "+",
                    batch.metrics().stream()
                        .map(metric -> metric.name() + metric.data().points().size())
                        .toList())));
    assertEquals(List.of("a2", "a1+b1", "c2", "c1"), seen);
  }

  @Test
  void point_largerThanTheLimitIsReportedAndTheOthersTravel() {
    NumberPoint small = number(NumberType.LONG, 1);
    NumberPoint large =
        new NumberPoint(
            new PointAttributes(Attributes.of(AttributeKey.stringKey("k"), "x".repeat(100_000))),
            1,
            2,
            NumberType.LONG,
            1,
            List.of());
    OtlpBatches batches =
        encoder.encode(
            RESOURCE,
            List.of(counter(List.of(small, small, large, small))),
            new OtlpLimits(100, 20_000));
    List<Integer> sent = new ArrayList<>();
    List<NumberPoint> refused = new ArrayList<>();
    while (batches.hasNext()) {
      OtlpBatch batch = batches.next();
      if (batch instanceof OtlpBatch.TooLarge) {
        batch.metrics().forEach(m -> refused.add((NumberPoint) m.data().points().get(0)));
      } else {
        sent.add(batch.points());
      }
    }
    assertEquals(List.of(large), refused);
    assertEquals(3, sent.stream().mapToInt(i -> i).sum());
  }

  @Test
  void halves_ofARefusedBatchComeNext() {
    OtlpBatches batches =
        encoder.encode(
            RESOURCE, List.of(metric(Scope.named("s"), "m", 8)), new OtlpLimits(5, 1024));
    List<Integer> accepted = new ArrayList<>();
    while (batches.hasNext()) {
      try (OtlpBatch.Encoded batch = (OtlpBatch.Encoded) batches.next()) {
        if (batch.points() > 2) {
          assertTrue(batches.halve(batch));
        } else {
          accepted.add(batch.points());
        }
      }
    }
    assertEquals(List.of(2, 1, 2, 1, 2), accepted);
  }

  @Test
  void batch_ofOnePointHasNoHalves() {
    OtlpBatches batches =
        encoder.encode(RESOURCE, List.of(metric(Scope.named("s"), "m", 1)), OtlpLimits.DEFAULT);
    assertFalse(batches.halve((OtlpBatch.Encoded) batches.next()));
    assertFalse(batches.hasNext());
  }

  @Test
  void body_thatIsNotGivenBackIsNeverOverwritten() throws Exception {
    only(encoder, metric(Scope.named("s"), "given back", 3)).close();
    OtlpBatch.Encoded abandoned = only(encoder, metric(Scope.named("s"), "first", 3));
    byte[] before = abandoned.toByteArray();
    only(encoder, metric(Scope.named("s"), "other", 3)).close();
    assertArrayEquals(before, abandoned.toByteArray());
  }

  @Test
  void body_isGoneOnceGivenBack() {
    OtlpBatch.Encoded batch = only(encoder, metric(Scope.named("s"), "m", 1));
    batch.close();
    batch.close();
    assertThrows(IllegalStateException.class, batch::toByteArray);
    assertThrows(IllegalStateException.class, () -> batch.writeTo(new ByteArrayOutputStream()));
  }

  @Test
  void body_canBeWrittenAnyNumberOfTimes() throws Exception {
    try (OtlpBatch.Encoded batch = only(encoder, metric(Scope.named("s"), "m", 1))) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      batch.writeTo(out);
      batch.writeTo(out);
      byte[] body = batch.toByteArray();
      assertEquals(body.length, batch.size());
      assertEquals(2 * body.length, out.size());
      assertEquals("application/x-protobuf", batch.contentType());
    }
  }

  @Test
  void buffer_shrinksWithinThreeExportsAfterASpike() {
    WriterPool writers = new WriterPool(ProtobufWriter::new);
    MetricSnapshot spike = metric(Scope.named("s"), "m", 50_000);
    MetricSnapshot usual = metric(Scope.named("s"), "m", 2_000);
    export(writers, spike);
    int need = 0;
    for (int i = 0; i < 3; i++) {
      need = export(writers, usual);
    }
    assertTrue(writers.capacity() >= need);
    assertTrue(writers.capacity() <= need + need / 10, "capacity " + writers.capacity());

    int settled = writers.capacity();
    export(writers, usual);
    assertEquals(settled, writers.capacity());
  }

  @Test
  void texts_nameNoContent() {
    try (OtlpBatch.Encoded batch = only(encoder, metric(Scope.named("s"), "secret", 1))) {
      assertFalse(batch.toString().contains("secret"));
    }
    assertFalse(
        new OtlpBatch.TooLarge(List.of(metric(Scope.named("s"), "secret", 1)), 1)
            .toString()
            .contains("secret"));
  }

  @Test
  void limits_belowOneAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new OtlpLimits(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new OtlpLimits(1, 0));
  }

  @Test
  void kindsOfData_areThoseThatTheWalkKnows() {
    assertEquals(4, MetricData.class.getPermittedSubclasses().length);
  }

  private static int export(WriterPool writers, MetricSnapshot metric) {
    writers.nextExport();
    OtlpBatches batches = new OtlpBatches(writers, RESOURCE, List.of(metric), OtlpLimits.DEFAULT);
    try (OtlpBatch.Encoded batch = (OtlpBatch.Encoded) batches.next()) {
      return batch.size();
    }
  }

  private static MetricSnapshot metric(Scope scope, String name, int points) {
    List<NumberPoint> numbers =
        IntStream.range(0, points).mapToObj(i -> number(NumberType.LONG, i)).toList();
    return new MetricSnapshot(scope, name, "", "1", counter(numbers).data());
  }

  private static NumberPoint number(NumberType type, long bits) {
    return new NumberPoint(PointAttributes.EMPTY, 1, 2, type, bits, List.of());
  }

  private static MetricSnapshot counter(NumberPoint point) {
    return counter(List.of(point));
  }

  private static MetricSnapshot counter(List<NumberPoint> points) {
    return new MetricSnapshot(
        Scope.named("s"), "m", "", "1", new MetricData.Sum(points, Temporality.CUMULATIVE, true));
  }

  private static OtlpBatch.Encoded only(OtlpEncoder encoder, MetricSnapshot... metrics) {
    OtlpBatches batches = encoder.encode(RESOURCE, List.of(metrics), OtlpLimits.DEFAULT);
    OtlpBatch.Encoded batch = assertInstanceOf(OtlpBatch.Encoded.class, batches.next());
    assertFalse(batches.hasNext());
    return batch;
  }

  private ExportMetricsServiceRequest parse(MetricSnapshot... metrics) throws Exception {
    try (OtlpBatch.Encoded batch = only(encoder, metrics)) {
      return ExportMetricsServiceRequest.parseFrom(batch.toByteArray());
    }
  }

  private static String json(MetricSnapshot metric) {
    try (OtlpBatch.Encoded batch = only(OtlpEncoder.json(), metric)) {
      return new String(batch.toByteArray(), StandardCharsets.UTF_8);
    }
  }

  private static NumberDataPoint point(ExportMetricsServiceRequest request) {
    return request.getResourceMetrics(0).getScopeMetrics(0).getMetrics(0).getSum().getDataPoints(0);
  }
}
