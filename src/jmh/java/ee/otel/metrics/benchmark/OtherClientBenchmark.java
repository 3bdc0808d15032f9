package ee.otel.metrics.benchmark;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Counters and explicit histograms of clients that have an API of their own: looked up by their
 * tags or labels for each measurement, and kept at hand.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class OtherClientBenchmark {
  private static final int SETS = 100;
  private static final String[] LABELS = {"http_route", "http_response_status_code", "user_id"};
  private static final double[] BOUNDARIES = {
    0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000
  };

  private final MeterRegistry micrometer = new OtlpMeterRegistry(key -> null, Clock.SYSTEM);
  private final io.prometheus.metrics.core.metrics.Counter counter =
      io.prometheus.metrics.core.metrics.Counter.builder()
          .name("counter")
          .labelNames(LABELS)
          .build();
  private final Histogram histogram =
      Histogram.builder()
          .name("histogram")
          .classicOnly()
          .classicUpperBounds(BOUNDARIES)
          .labelNames(LABELS)
          .build();

  private final List<String[]> labels =
      IntStream.range(0, SETS)
          .mapToObj(i -> new String[] {"/items/" + i, "200", "user-" + i})
          .toList();
  private final List<Tags> tags =
      labels.stream().map(l -> Tags.of(LABELS[0], l[0], LABELS[1], l[1], LABELS[2], l[2])).toList();
  private final List<Counter> micrometerCounters = tags.stream().map(this::count).toList();
  private final List<DistributionSummary> micrometerSummaries =
      tags.stream().map(this::summary).toList();
  private final List<CounterDataPoint> prometheusCounters =
      labels.stream().map(counter::labelValues).toList();
  private final List<DistributionDataPoint> prometheusHistograms =
      labels.stream().map(histogram::labelValues).toList();

  private Counter count(Tags tags) {
    return micrometer.counter("counter", tags);
  }

  private DistributionSummary summary(Tags tags) {
    return DistributionSummary.builder("histogram")
        .serviceLevelObjectives(IntStream.range(1, 15).mapToDouble(i -> BOUNDARIES[i]).toArray())
        .tags(tags)
        .register(micrometer);
  }

  @Benchmark
  public void micrometerCounter(Cursor cursor) {
    count(tags.get(cursor.set(SETS))).increment();
  }

  @Benchmark
  public void micrometerHistogram(Cursor cursor) {
    summary(tags.get(cursor.set(SETS))).record(cursor.value());
  }

  @Benchmark
  public void micrometerCounterKept(Cursor cursor) {
    micrometerCounters.get(cursor.set(SETS)).increment();
  }

  @Benchmark
  public void micrometerHistogramKept(Cursor cursor) {
    micrometerSummaries.get(cursor.set(SETS)).record(cursor.value());
  }

  @Benchmark
  public void prometheusCounter(Cursor cursor) {
    counter.labelValues(labels.get(cursor.set(SETS))).inc();
  }

  @Benchmark
  public void prometheusHistogram(Cursor cursor) {
    histogram.labelValues(labels.get(cursor.set(SETS))).observe(cursor.value());
  }

  @Benchmark
  public void prometheusCounterKept(Cursor cursor) {
    prometheusCounters.get(cursor.set(SETS)).inc();
  }

  @Benchmark
  public void prometheusHistogramKept(Cursor cursor) {
    prometheusHistograms.get(cursor.set(SETS)).observe(cursor.value());
  }
}
