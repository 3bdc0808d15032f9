package ee.otel.metrics.internal.sdkbridge;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.TestSpan;
import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.ExplicitBucketHistogramOptions;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExemplarData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongExemplarData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SdkExporterTest {
  private static final Attributes ABOUT =
      Attributes.of(AttributeKey.stringKey("service.name"), "shop");
  private static final Context TRACED = TestSpan.sampled();

  private final RecordedLog log = new RecordedLog();
  private final Health health = new Health(System::nanoTime);

  @AfterEach
  void close() {
    log.close();
  }

  @ParameterizedTest
  @EnumSource(AggregationTemporality.class)
  void metrics_areWhatTheSdkWouldHaveExported(AggregationTemporality temporality) throws Exception {
    InMemoryMetricExporter theirs = InMemoryMetricExporter.create(temporality);
    try (SdkMeterProvider sdk =
        SdkMeterProvider.builder()
            .setResource(Resource.create(ABOUT, "https://shop"))
            .registerMetricReader(
                PeriodicMetricReader.builder(exponential(theirs))
                    .setInterval(Duration.ofHours(1))
                    .build())
            .build()) {
      measure(sdk);
      assertTrue(sdk.forceFlush().join(10, TimeUnit.SECONDS).isSuccess());

      InMemoryMetricExporter bridged = InMemoryMetricExporter.create(temporality);
      SdkExporter exporter = bridge(exponential(bridged));
      OtelMetrics ours = metrics(exporter);
      measure(ours.meterProvider());
      exporter.export(
          new ee.otel.metrics.data.Resource(ABOUT, "https://shop"), Collected.take(ours).metrics());

      assertEquals(text(theirs.items()), text(bridged.items()));
      assertEquals(10, bridged.items().size());
    }
  }

  @ParameterizedTest
  @EnumSource(AggregationTemporality.class)
  void explicitHistogram_isWhatTheSdkWouldHaveExported(AggregationTemporality temporality)
      throws Exception {
    InMemoryMetricExporter theirs = InMemoryMetricExporter.create(temporality);
    try (SdkMeterProvider sdk =
        SdkMeterProvider.builder()
            .setResource(Resource.create(ABOUT))
            .registerMetricReader(
                PeriodicMetricReader.builder(theirs).setInterval(Duration.ofHours(1)).build())
            .build()) {
      measure(sdk);
      assertTrue(sdk.forceFlush().join(10, TimeUnit.SECONDS).isSuccess());

      InMemoryMetricExporter bridged = InMemoryMetricExporter.create(temporality);
      SdkExporter exporter = bridge(bridged);
      OtelMetrics ours = metrics(exporter);
      measure(ours.meterProvider());
      exporter.export(ee.otel.metrics.data.Resource.of(ABOUT), Collected.take(ours).metrics());

      assertEquals(text(theirs.items()), text(bridged.items()));
    }
  }

  /** Programs compare names by identity, and ask each metric for the data of one kind. */
  @Test
  void metric_hasTheInstrumentsOwnNameAndNothingOfOtherKinds() throws Exception {
    InMemoryMetricExporter bridged =
        InMemoryMetricExporter.create(AggregationTemporality.CUMULATIVE);
    SdkExporter exporter = bridge(bridged);
    OtelMetrics ours = metrics(exporter);
    String name = new String("orders");
    ours.meterProvider().get("shop").counterBuilder(name).build().add(1);
    exporter.export(ee.otel.metrics.data.Resource.EMPTY, Collected.take(ours).metrics());

    MetricData orders = bridged.items().get(0);
    assertSame(name, orders.getName());
    assertTrue(orders.getHistogramData().getPoints().isEmpty());
    assertTrue(orders.getDoubleGaugeData().getPoints().isEmpty());
    assertFalse(orders.getLongSumData().getPoints().isEmpty());
    assertTrue(
        orders.toString().contains("name=orders, description=, unit=, type=LONG_SUM"),
        orders.toString());
  }

  @Test
  void temporality_isAskedForEachKind() {
    SdkExporter exporter =
        bridge(
            new Fake() {
              @Override
              public AggregationTemporality getAggregationTemporality(InstrumentType type) {
                return type == InstrumentType.UP_DOWN_COUNTER
                    ? AggregationTemporality.CUMULATIVE
                    : AggregationTemporality.DELTA;
              }
            });

    for (InstrumentKind kind : InstrumentKind.values()) {
      assertEquals(
          kind == InstrumentKind.UP_DOWN_COUNTER ? Temporality.CUMULATIVE : Temporality.DELTA,
          exporter.temporality(kind));
    }
  }

  @Test
  @SuppressWarnings("deprecation") // what older exporters say
  void aggregations_areOurs() {
    assertEquals(Aggregation.defaultAggregation(), SdkAggregations.ours(null));
    assertEquals(
        Aggregation.defaultAggregation(),
        SdkAggregations.ours(io.opentelemetry.sdk.metrics.Aggregation.defaultAggregation()));
    assertEquals(
        Aggregation.drop(), SdkAggregations.ours(io.opentelemetry.sdk.metrics.Aggregation.drop()));
    assertEquals(
        Aggregation.sum(), SdkAggregations.ours(io.opentelemetry.sdk.metrics.Aggregation.sum()));
    assertEquals(
        Aggregation.lastValue(),
        SdkAggregations.ours(io.opentelemetry.sdk.metrics.Aggregation.lastValue()));
    assertEquals(
        Aggregation.explicitBucketHistogram(),
        SdkAggregations.ours(io.opentelemetry.sdk.metrics.Aggregation.explicitBucketHistogram()));
    assertEquals(
        Aggregation.explicitBucketHistogram(List.of(-0.5, 1e-7, 3e12)),
        SdkAggregations.ours(
            io.opentelemetry.sdk.metrics.Aggregation.explicitBucketHistogram(
                List.of(-0.5, 1e-7, 3e12))));
    assertEquals(
        Aggregation.explicitBucketHistogram(List.of()),
        SdkAggregations.ours(
            io.opentelemetry.sdk.metrics.Aggregation.explicitBucketHistogram(List.of())));
    assertEquals(
        new Aggregation.Base2ExponentialBucketHistogram(7, -3, true),
        SdkAggregations.ours(
            io.opentelemetry.sdk.metrics.Aggregation.base2ExponentialBucketHistogram(7, -3)));
    assertEquals(
        new Aggregation.ExplicitBucketHistogram(List.of(1d), false),
        SdkAggregations.ours(
            io.opentelemetry.sdk.metrics.Aggregation.explicitBucketHistogram(
                ExplicitBucketHistogramOptions.builder()
                    .setBucketBoundaries(List.of(1d))
                    .setRecordMinMax(false)
                    .build())));
    assertThrows(
        IllegalArgumentException.class,
        () -> SdkAggregations.ours(new io.opentelemetry.sdk.metrics.Aggregation() {}));
  }

  @Test
  void exporterThatDoesNotSayWhatItWants_getsTheDefaultsAndOneWarning() {
    SdkExporter exporter =
        bridge(
            new Fake() {
              @Override
              public AggregationTemporality getAggregationTemporality(InstrumentType type) {
                throw new IllegalStateException("undecided");
              }
            });

    assertEquals(Temporality.CUMULATIVE, exporter.temporality(InstrumentKind.COUNTER));
    assertEquals(Temporality.CUMULATIVE, exporter.temporality(InstrumentKind.GAUGE));
    assertEquals(1, log.warnings().size());
  }

  @Test
  void failedResults_areFailuresWithTheirReason() {
    Fake fake = new Fake();
    SdkExporter exporter = bridge(fake);

    assertDoesNotThrow(() -> exporter.flush(Duration.ZERO));
    fake.result = CompletableResultCode.ofFailure();
    assertThrows(IOException.class, () -> export(exporter));
    assertThrows(IOException.class, () -> exporter.flush(Duration.ofSeconds(1)));
    assertThrows(IOException.class, () -> exporter.shutdown(Duration.ofSeconds(1)));
    fake.result = CompletableResultCode.ofExceptionalFailure(new IOException("disk full"));
    IOException failure = assertThrows(IOException.class, () -> export(exporter));
    assertTrue(failure.getMessage().contains("disk full"), failure.getMessage());
    fake.result = null;
    assertThrows(IOException.class, () -> export(exporter));
    assertEquals(List.of("flush", "export", "flush", "shutdown", "export", "export"), fake.asked);
  }

  @Test
  void resultThatComesLater_isWaitedForInBounds() {
    Fake fake = new Fake();
    SdkExporter exporter = bridge(fake);
    fake.result = new CompletableResultCode();
    assertThrows(TimeoutException.class, () -> export(exporter));

    CompletableResultCode later = new CompletableResultCode();
    fake.result = later;
    Thread other = new Thread(later::succeed);
    other.start();
    assertDoesNotThrow(() -> exporter.flush(Duration.ofSeconds(10)));
  }

  private static void export(SdkExporter exporter) throws Exception {
    exporter.export(ee.otel.metrics.data.Resource.EMPTY, List.of());
  }

  private SdkExporter bridge(MetricExporter exporter) {
    return new SdkExporter("test", exporter, () -> Duration.ofMillis(50), health);
  }

  private static OtelMetrics metrics(SdkExporter exporter) {
    return OtelMetrics.builder()
        .reader(new ReaderOptions(exporter::temporality, exporter::aggregation, kind -> 2000))
        .build();
  }

  /** Says what it is told to, and remembers what it was asked. */
  private static class Fake implements MetricExporter {
    final List<String> asked = new ArrayList<>();
    @Nullable CompletableResultCode result = CompletableResultCode.ofSuccess();

    @SuppressWarnings("NullAway") // exporters of applications do worse
    private CompletableResultCode asked(String what) {
      asked.add(what);
      return result;
    }

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
      return asked("export");
    }

    @Override
    public CompletableResultCode flush() {
      return asked("flush");
    }

    @Override
    public CompletableResultCode shutdown() {
      return asked("shutdown");
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return AggregationTemporality.CUMULATIVE;
    }
  }

  /** The same exporter, which wants exponential histograms. */
  private static MetricExporter exponential(MetricExporter exporter) {
    return new MetricExporter() {
      @Override
      public io.opentelemetry.sdk.metrics.Aggregation getDefaultAggregation(InstrumentType type) {
        return type == InstrumentType.HISTOGRAM
            ? io.opentelemetry.sdk.metrics.Aggregation.base2ExponentialBucketHistogram()
            : io.opentelemetry.sdk.metrics.Aggregation.defaultAggregation();
      }

      @Override
      public AggregationTemporality getAggregationTemporality(InstrumentType type) {
        return exporter.getAggregationTemporality(type);
      }

      @Override
      public CompletableResultCode export(Collection<MetricData> metrics) {
        return exporter.export(metrics);
      }

      @Override
      public CompletableResultCode flush() {
        return exporter.flush();
      }

      @Override
      public CompletableResultCode shutdown() {
        return exporter.shutdown();
      }
    };
  }

  private static void measure(MeterProvider provider) {
    Meter meter =
        provider
            .meterBuilder("shop")
            .setInstrumentationVersion("2")
            .setSchemaUrl("https://s")
            .build();
    Attributes card = Attributes.of(AttributeKey.stringKey("payment"), "card");
    meter
        .counterBuilder("orders")
        .setUnit("{order}")
        .setDescription("Orders")
        .build()
        .add(3, card, TRACED);
    meter.counterBuilder("weight").ofDoubles().build().add(2.5, card, TRACED);
    meter.upDownCounterBuilder("stock").build().add(-4, card);
    meter.upDownCounterBuilder("balance").ofDoubles().build().add(-4.5);
    meter.gaugeBuilder("temperature").build().set(36.6, card);
    meter.gaugeBuilder("level").ofLongs().build().set(7);
    var latency = meter.histogramBuilder("latency").build();
    latency.record(0.5, card);
    latency.record(70, Attributes.empty(), TRACED);
    latency.record(0, card);
    latency.record(1e9, card);
    meter.histogramBuilder("size").ofLongs().build().record(12, card);
    meter.counterBuilder("seen").buildWithCallback(observed -> observed.record(11, card));
    meter.gaugeBuilder("load").buildWithCallback(observed -> observed.record(0.25));
  }

  /** All that can be asked, but for times. */
  private static String text(List<MetricData> metrics) {
    StringBuilder text = new StringBuilder();
    metrics.stream()
        .map(
            metric ->
                metric.getName()
                    + "|"
                    + metric.getDescription()
                    + "|"
                    + metric.getUnit()
                    + "|"
                    + metric.getType()
                    + "|"
                    + metric.getResource().getAttributes()
                    + metric.getResource().getSchemaUrl()
                    + "|"
                    + metric.getInstrumentationScopeInfo()
                    + "|"
                    + metric.isEmpty()
                    + temporality(metric)
                    + metric.getData().getPoints().stream()
                        .map(SdkExporterTest::text)
                        .sorted()
                        .toList())
        .sorted()
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static String temporality(MetricData metric) {
    return switch (metric.getType()) {
      case LONG_SUM ->
          metric.getLongSumData().getAggregationTemporality()
              + " monotonic "
              + metric.getLongSumData().isMonotonic();
      case DOUBLE_SUM ->
          metric.getDoubleSumData().getAggregationTemporality()
              + " monotonic "
              + metric.getDoubleSumData().isMonotonic();
      case HISTOGRAM -> metric.getHistogramData().getAggregationTemporality().toString();
      case EXPONENTIAL_HISTOGRAM ->
          metric.getExponentialHistogramData().getAggregationTemporality().toString();
      default -> "";
    };
  }

  private static String text(PointData point) {
    String text =
        point.getAttributes() + " " + (point.getStartEpochNanos() <= point.getEpochNanos()) + " ";
    if (point instanceof LongPointData number) {
      text += number.getValue();
    } else if (point instanceof DoublePointData number) {
      text += number.getValue();
    } else if (point instanceof HistogramPointData histogram) {
      text +=
          histogram.getCount()
              + " "
              + histogram.getSum()
              + " "
              + histogram.hasMin()
              + histogram.getMin()
              + histogram.hasMax()
              + histogram.getMax()
              + histogram.getBoundaries()
              + histogram.getCounts();
    } else if (point instanceof ExponentialHistogramPointData histogram) {
      text +=
          histogram.getCount()
              + " "
              + histogram.getSum()
              + " "
              + histogram.getScale()
              + " "
              + histogram.getZeroCount()
              + " "
              + histogram.hasMin()
              + histogram.getMin()
              + histogram.hasMax()
              + histogram.getMax()
              + text(histogram.getPositiveBuckets())
              + text(histogram.getNegativeBuckets());
    }
    return text + point.getExemplars().stream().map(SdkExporterTest::text).toList();
  }

  /** An empty run of buckets may begin anywhere. */
  private static String text(ExponentialHistogramBuckets buckets) {
    return buckets.getTotalCount() == 0
        ? "none"
        : buckets.getScale()
            + " "
            + buckets.getOffset()
            + buckets.getBucketCounts()
            + buckets.getTotalCount();
  }

  private static String text(ExemplarData exemplar) {
    return exemplar.getSpanContext().getTraceId()
        + exemplar.getSpanContext().getSpanId()
        + exemplar.getFilteredAttributes()
        + (exemplar instanceof LongExemplarData number
            ? String.valueOf(number.getValue())
            : String.valueOf(((DoubleExemplarData) exemplar).getValue()));
  }
}
