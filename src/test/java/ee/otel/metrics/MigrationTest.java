package ee.otel.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.Point;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The recipes of {@code docs/migration.md} that need no server. */
class MigrationTest {
  private final OtelMetrics metrics = OtelMetrics.builder().build();

  @Test
  void micrometersMeters_haveTheSameNamesAndValuesHere() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Counter.builder("orders").tag("kind", "book").register(registry).increment(3);
    Timer.builder("work").register(registry).record(Duration.ofMillis(250));
    DistributionSummary.builder("sizes").register(registry).record(12);
    Gauge.builder("length", "four", String::length).register(registry);

    Meter meter = metrics.meterProvider().get("shop");
    Attributes book = Attributes.of(AttributeKey.stringKey("kind"), "book");
    meter.counterBuilder("orders").build().add(3, book);
    meter.histogramBuilder("work").setUnit("s").build().record(0.25);
    meter.histogramBuilder("sizes").build().record(12);
    meter.gaugeBuilder("length").buildWithCallback(m -> m.record("four".length()));

    Collected collected = Collected.peek(metrics);
    assertEquals(registry.get("orders").counter().count(), collected.value("orders", book));
    assertEquals(
        registry.get("work").timer().totalTime(TimeUnit.SECONDS),
        collected.histogram("work").sum());
    assertEquals(registry.get("sizes").summary().totalAmount(), collected.histogram("sizes").sum());
    assertEquals(registry.get("length").gauge().value(), collected.doubleValue("length"));
  }

  /** Micrometer counts up to each objective, and here each bucket counts what is its own. */
  @Test
  void serviceLevelObjectivesOfMicrometer_areBoundariesOfAView() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    DistributionSummary sizes =
        DistributionSummary.builder("sizes").serviceLevelObjectives(10, 100).register(registry);
    OtelMetrics viewed =
        OtelMetrics.builder()
            .view(
                View.of(InstrumentSelector.named("sizes"))
                    .aggregation(Aggregation.explicitBucketHistogram(List.of(10.0, 100.0)))
                    .build())
            .build();
    DoubleHistogram ours = viewed.meterProvider().get("shop").histogramBuilder("sizes").build();
    for (double size : new double[] {3, 10, 50, 51, 1000}) {
      sizes.record(size);
      ours.record(size);
    }

    long[] counts = Collected.peek(viewed).histogram("sizes").counts();
    CountAtBucket[] theirs = sizes.takeSnapshot().histogramCounts();
    assertEquals(theirs[0].count(), counts[0]);
    assertEquals(theirs[1].count(), counts[0] + counts[1]);
    assertEquals(sizes.count(), counts[0] + counts[1] + counts[2]);
  }

  @Test
  void programOfTheSdk_givesTheSamePointsHere() {
    OnDemand reader = new OnDemand();
    try (SdkMeterProvider sdk = SdkMeterProvider.builder().registerMetricReader(reader).build()) {
      program(sdk.get("shop"));
      program(metrics.meterProvider().get("shop"));
      assertEquals(theirs(reader), ours(metrics));
    }
  }

  @Test
  void viewsOfTheSdk_areViewsHere() {
    OnDemand reader = new OnDemand();
    OtelMetrics viewed =
        OtelMetrics.builder()
            .view(
                View.of(InstrumentSelector.named("duration"))
                    .name("total")
                    .aggregation(Aggregation.sum())
                    .includedAttributeKeys(Set.of())
                    .build())
            .build();
    try (SdkMeterProvider sdk =
        SdkMeterProvider.builder()
            .registerMetricReader(reader)
            .registerView(
                io.opentelemetry.sdk.metrics.InstrumentSelector.builder()
                    .setName("duration")
                    .build(),
                io.opentelemetry.sdk.metrics.View.builder()
                    .setName("total")
                    .setAggregation(io.opentelemetry.sdk.metrics.Aggregation.sum())
                    .setAttributeFilter(Set.of())
                    .build())
            .build()) {
      program(sdk.get("shop"));
      program(viewed.meterProvider().get("shop"));
      assertEquals(theirs(reader), ours(viewed));
      assertEquals("0.5", ours(viewed).get("total{}"));
    }
  }

  private static Map<String, String> theirs(OnDemand reader) {
    Map<String, String> theirs = new TreeMap<>();
    for (MetricData metric : reader.source.collectAllMetrics()) {
      for (PointData point : metric.getData().getPoints()) {
        theirs.put(metric.getName() + point.getAttributes(), theirValue(point));
      }
    }
    return theirs;
  }

  private static Map<String, String> ours(OtelMetrics metrics) {
    Map<String, String> ours = new TreeMap<>();
    Collected collected = Collected.peek(metrics);
    for (String name : collected.names()) {
      for (Point point : collected.points(name)) {
        ours.put(name + point.attributes().attributes(), ourValue(point));
      }
    }
    return ours;
  }

  /** What stays as it is: it knows the API alone. */
  private static void program(Meter meter) {
    Attributes card = Attributes.of(AttributeKey.stringKey("payment"), "card");
    meter.counterBuilder("orders").setUnit("{order}").build().add(2, card);
    meter.upDownCounterBuilder("open").build().add(-1);
    meter.histogramBuilder("duration").setUnit("s").build().record(0.5, card);
    meter.gaugeBuilder("level").buildWithCallback(m -> m.record(7.5, card));
  }

  private static String theirValue(PointData point) {
    if (point instanceof HistogramPointData histogram) {
      return histogram.getCount() + " " + histogram.getSum();
    }
    return point instanceof LongPointData number
        ? "" + (double) number.getValue()
        : "" + ((DoublePointData) point).getValue();
  }

  private static String ourValue(Point point) {
    return point instanceof HistogramPoint histogram
        ? histogram.count() + " " + histogram.sum()
        : "" + ((NumberPoint) point).toDouble();
  }

  /** Collects when it is told to. */
  private static final class OnDemand implements MetricReader {
    private CollectionRegistration source = CollectionRegistration.noop();

    @Override
    public void register(CollectionRegistration registration) {
      source = registration;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType kind) {
      return AggregationTemporality.CUMULATIVE;
    }

    @Override
    public CompletableResultCode forceFlush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
