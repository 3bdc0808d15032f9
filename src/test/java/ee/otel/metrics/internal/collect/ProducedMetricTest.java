package ee.otel.metrics.internal.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a producer hands in is checked before anything else sees it. */
@NullUnmarked
class ProducedMetricTest {
  private static final Scope SCOPE = Scope.named("producer");
  private static final NumberPoint SOUND = point(PointAttributes.EMPTY, NumberType.LONG, List.of());
  private static final Exemplar EXEMPLAR =
      new Exemplar(Attributes.empty(), 1, null, null, NumberType.LONG, 1);

  private static NumberPoint point(
      PointAttributes attributes, NumberType type, List<Exemplar> exemplars) {
    return new NumberPoint(attributes, 1, 2, type, 7, exemplars);
  }

  private static MetricData gauge(NumberPoint... points) {
    return new MetricData.Gauge(Arrays.asList(points));
  }

  private static MetricSnapshot metric(MetricData data) {
    return new MetricSnapshot(SCOPE, "bad", "", "", data);
  }

  private static MetricSnapshot exemplars(Exemplar... exemplars) {
    return metric(
        gauge(point(PointAttributes.EMPTY, NumberType.LONG, Arrays.asList(exemplars)), SOUND));
  }

  private static HistogramPoint histogram(double[] boundaries, long[] counts) {
    return new HistogramPoint(
        PointAttributes.EMPTY, 1, 2, 1, true, 1, true, 1, 1, boundaries, counts, List.of());
  }

  private static MetricSnapshot histograms(HistogramPoint point) {
    return metric(new MetricData.Histogram(List.of(point), Temporality.DELTA));
  }

  static Stream<Arguments> unfitMetrics() {
    return Stream.of(
        Arguments.of("a metric is null", null),
        Arguments.of("has no name", new MetricSnapshot(SCOPE, null, "", "", gauge(SOUND))),
        Arguments.of("name is empty", new MetricSnapshot(SCOPE, "", "", "", gauge(SOUND))),
        Arguments.of("has no unit", new MetricSnapshot(SCOPE, "bad", "", null, gauge(SOUND))),
        Arguments.of("no description", new MetricSnapshot(SCOPE, "bad", null, "", gauge(SOUND))),
        Arguments.of("has no scope", new MetricSnapshot(null, "bad", "", "", gauge(SOUND))),
        Arguments.of("has no data", metric(null)),
        Arguments.of("has no points", metric(new MetricData.Gauge(null))),
        Arguments.of("has no temporality", metric(new MetricData.Sum(List.of(SOUND), null, true))),
        Arguments.of("has no temporality", metric(new MetricData.Histogram(List.of(), null))),
        Arguments.of(
            "has no temporality", metric(new MetricData.ExponentialHistogram(List.of(), null))),
        Arguments.of("has no boundaries", histograms(histogram(null, new long[] {1}))),
        Arguments.of("has no counts", histograms(histogram(new double[0], null))));
  }

  static Stream<Arguments> metricsWithOneUnfitPoint() {
    return Stream.of(
        Arguments.of("is null", metric(gauge(null, SOUND))),
        Arguments.of(
            "no attributes", metric(gauge(point(null, NumberType.LONG, List.of()), SOUND))),
        Arguments.of(
            "no type", metric(gauge(point(PointAttributes.EMPTY, null, List.of()), SOUND))),
        Arguments.of(
            "no exemplars",
            metric(gauge(point(PointAttributes.EMPTY, NumberType.LONG, null), SOUND))),
        Arguments.of("exemplar that is null", exemplars(EXEMPLAR, null)),
        Arguments.of(
            "no attributes", exemplars(new Exemplar(null, 1, null, null, NumberType.LONG, 1))),
        Arguments.of(
            "no type", exemplars(new Exemplar(Attributes.empty(), 1, null, null, null, 1))));
  }

  private static @Nullable MetricSnapshot atTheDoor(MetricSnapshot given, String reason) {
    List<String> broken = new ArrayList<>();
    MetricSnapshot left = ProducedMetric.sound(given, broken);
    assertEquals(1, broken.size(), () -> broken.toString());
    assertTrue(broken.get(0).contains(reason), broken.get(0));
    return left;
  }

  @ParameterizedTest
  @MethodSource("unfitMetrics")
  void metricWithoutAPart_isLeftOutWithAReason(String reason, MetricSnapshot given) {
    assertNull(atTheDoor(given, reason));
  }

  @ParameterizedTest
  @MethodSource("metricsWithOneUnfitPoint")
  void pointWithoutAPart_isLeftOutAlone(String reason, MetricSnapshot given) {
    MetricSnapshot left = atTheDoor(given, reason);
    assertNotNull(left);
    List<? extends Point> points = left.data().points();
    assertEquals(List.of(SOUND), points);
  }

  @Test
  void soundMetric_passesWhole() {
    List<String> broken = new ArrayList<>();
    assertEquals(metric(gauge(SOUND)), ProducedMetric.sound(metric(gauge(SOUND)), broken));
    assertEquals(List.of(), broken);
  }

  @Test
  void unfitMetric_costsNoOtherAndOneWarningThatNamesTheProducer() {
    List<MetricSnapshot> handedIn = new ArrayList<>();
    handedIn.add(new MetricSnapshot(SCOPE, "before", "", "", gauge(SOUND)));
    unfitMetrics().forEach(unfit -> handedIn.add((MetricSnapshot) unfit.get()[1]));
    handedIn.add(new MetricSnapshot(SCOPE, "after", "", "", gauge(SOUND)));
    OtelMetrics metrics = OtelMetrics.builder().metricProducer(filter -> handedIn).build();
    try (RecordedLog log = new RecordedLog()) {
      for (int i = 0; i < 2; i++) {
        assertEquals(List.of("before", "after"), Collected.take(metrics).names());
      }
      assertEquals(1, log.warnings().size(), () -> log.warnings().toString());
      String warning = log.warnings().get(0);
      assertTrue(warning.contains("ProducedMetricTest (MetricProducer)"), warning);
    }
  }
}
