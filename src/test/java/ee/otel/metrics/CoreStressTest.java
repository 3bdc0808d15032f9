package ee.otel.metrics;

import static ee.otel.metrics.Collected.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.MetricReader;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.Temporality;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Eight threads record while collections are taken, some of them in vain, and series come and go:
 * what was received is what was recorded, to the last unit.
 */
@Timeout(60)
class CoreStressTest {
  private static final int THREADS = 8;
  private static final int SETS = 60;
  private static final int LIMIT = 40;
  private static final long NANOS = 700_000_000L;

  private final AtomicLong counted = new AtomicLong();
  private final AtomicLong measured = new AtomicLong();
  private final long end = System.nanoTime() + NANOS;
  private volatile boolean stop;

  @AfterEach
  void stop() {
    stop = true;
  }

  private static OtelMetrics.Builder sdk(Temporality... readers) {
    OtelMetrics.Builder builder =
        OtelMetrics.builder()
            .view(
                View.of(InstrumentSelector.named("exponential"))
                    .aggregation(Aggregation.base2ExponentialBucketHistogram())
                    .build());
    for (Temporality temporality : readers) {
      builder.reader(
          new ReaderOptions(
              kind -> temporality, kind -> Aggregation.defaultAggregation(), kind -> LIMIT));
    }
    return builder;
  }

  private Thread[] recorders(OtelMetrics metrics) {
    Meter meter = metrics.meterProvider().get("m");
    LongCounter counter = meter.counterBuilder("c").build();
    DoubleHistogram explicit = meter.histogramBuilder("explicit").build();
    DoubleHistogram exponential = meter.histogramBuilder("exponential").build();
    stop = false;
    Thread[] threads = new Thread[THREADS];
    for (int t = 0; t < THREADS; t++) {
      SplittableRandom random = new SplittableRandom(t);
      threads[t] =
          new Thread(
              () -> {
                int window = 0;
                while (!stop) {
                  window++; // the sets in use move on, so that others become idle
                  for (int i = 0; i < 200; i++) {
                    Attributes attributes = set((window / 4 + random.nextInt(8)) % SETS);
                    counter.add(3, attributes);
                    counted.addAndGet(3);
                    double value = random.nextInt(1000);
                    explicit.record(value, attributes);
                    exponential.record(value, attributes);
                    measured.incrementAndGet();
                  }
                }
              });
      threads[t].start();
    }
    return threads;
  }

  /** What arrived so far. */
  private static final class Received {
    long count;
    long explicit;
    long exponential;

    void add(Collected collected) {
      count += collected.total("c");
      explicit += histograms(collected, "explicit");
      exponential += histograms(collected, "exponential");
      for (String name : List.of("c", "explicit", "exponential")) {
        assertTrue(collected.points(name).size() <= LIMIT + 1, "limit of " + name);
      }
    }
  }

  private static long histograms(Collected collected, String name) {
    long count = 0;
    for (Point point : collected.points(name)) {
      count += count(point);
    }
    return count;
  }

  private static long count(Point point) {
    if (point instanceof HistogramPoint histogram) {
      assertEquals(histogram.count(), Arrays.stream(histogram.counts()).sum());
      return histogram.count();
    }
    ExponentialHistogramPoint histogram = (ExponentialHistogramPoint) point;
    assertEquals(
        histogram.count(),
        histogram.zeroCount()
            + Arrays.stream(histogram.positive().counts()).sum()
            + Arrays.stream(histogram.negative().counts()).sum());
    return histogram.count();
  }

  private static void collected(MetricReader reader, SplittableRandom random, Received received) {
    CollectedMetrics collected = reader.take();
    Collected all = new Collected(collected.metrics());
    switch (random.nextInt(3)) {
      case 0 -> collected.failed();
      case 1 -> {
        List<MetricSnapshot> arrived =
            all.metrics().stream().filter(metric -> !metric.name().equals("c")).toList();
        collected.deliveredOnly(arrived);
        received.add(new Collected(arrived));
      }
      default -> {
        collected.delivered();
        received.add(all);
      }
    }
  }

  private void stop(Thread[] threads) throws InterruptedException {
    stop = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private boolean isTime() {
    return System.nanoTime() > end;
  }

  private void assertAllArrived(Received received) {
    assertEquals(counted.get(), received.count);
    assertEquals(measured.get(), received.explicit);
    assertEquals(measured.get(), received.exponential);
  }

  @Test
  void delta_receivesWhatWasRecorded() throws Exception {
    OtelMetrics metrics = sdk(Temporality.DELTA).build();
    Thread[] threads = recorders(metrics);
    SplittableRandom random = new SplittableRandom(1);
    Received received = new Received();
    MetricReader reader = metrics.readers().get(0);
    while (!isTime()) {
      collected(reader, random, received);
    }
    stop(threads);
    received.add(Collected.take(reader));
    assertAllArrived(received);
    received.add(Collected.take(reader));
    assertAllArrived(received);
  }

  @Test
  void severalReaders_eachReceiveWhatWasRecorded() throws Exception {
    OtelMetrics metrics = sdk(Temporality.DELTA, Temporality.CUMULATIVE, Temporality.DELTA).build();
    Thread[] threads = recorders(metrics);
    SplittableRandom random = new SplittableRandom(2);
    List<MetricReader> readers = metrics.readers();
    Received first = new Received();
    Received second = new Received();
    while (!isTime()) {
      collected(readers.get(0), random, first);
      if (random.nextInt(4) == 0) {
        collected(readers.get(2), random, second);
        readers.get(1).take().failed();
      }
    }
    stop(threads);
    first.add(Collected.take(readers.get(0)));
    second.add(Collected.take(readers.get(2)));
    Received cumulative = new Received();
    cumulative.add(Collected.take(readers.get(1)));
    assertAllArrived(first);
    assertAllArrived(second);
    assertAllArrived(cumulative);
  }

  @Test
  void cumulativeWithIdleTimeout_receivesWhatWasRecorded() throws Exception {
    OtelMetrics metrics = sdk(Temporality.CUMULATIVE).idleTimeout(Duration.ofMillis(3)).build();
    Thread[] threads = recorders(metrics);
    SplittableRandom random = new SplittableRandom(3);
    // By series and start: a sequence. Its last total is what it has recorded.
    Map<List<Object>, Long> totals = new HashMap<>();
    MetricReader reader = metrics.readers().get(0);
    while (!isTime() || totals.size() <= 4 * LIMIT) { // many came back
      CollectedMetrics collected = reader.take();
      if (random.nextInt(3) == 0) {
        collected.failed();
      } else {
        collected.delivered();
        remember(totals, new Collected(collected.metrics()));
      }
    }
    stop(threads);
    remember(totals, Collected.take(reader));
    assertEquals(
        counted.get() + 2 * measured.get(),
        totals.values().stream().mapToLong(Long::longValue).sum());
  }

  private static void remember(Map<List<Object>, Long> totals, Collected collected) {
    for (String name : List.of("c", "explicit", "exponential")) {
      List<? extends Point> points = collected.points(name);
      assertTrue(points.size() <= 2 * LIMIT + 1, "last points and new ones");
      for (Point point : points) {
        List<Object> sequence = List.of(name, point.attributes(), point.startNanos());
        long total =
            name.equals("c") ? ((ee.otel.metrics.data.NumberPoint) point).bits() : count(point);
        Long before = totals.put(sequence, total);
        assertTrue(before == null || before <= total, () -> sequence + " fell to " + total);
      }
    }
  }
}
