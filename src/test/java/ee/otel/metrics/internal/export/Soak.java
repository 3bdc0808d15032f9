package ee.otel.metrics.internal.export;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.export.delivery.ExportStatus;
import ee.otel.metrics.internal.export.delivery.OtlpExport;
import ee.otel.metrics.internal.export.delivery.Totals;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.transport.OtlpPost;
import ee.otel.metrics.internal.transport.RestClientKind;
import ee.otel.metrics.internal.transport.TransportClock;
import ee.otel.metrics.receiver.Answer;
import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Delta temporality, three requests of ten failing at random, for an hour or {@code
 * -Dsoak.seconds}. In the end the collector must have what was recorded, and the heap must be as
 * large as in the beginning; else it ends with an exception.
 *
 * <p>A collector here takes what it answers with 200 and nothing else.
 */
final class Soak {
  private static final int RECORDERS = 2;
  private static final int SERIES = 500;
  private static final long HEAP_TOLERANCE = 8 << 20;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Random random = new Random(4318);
  private final AtomicLong arrivedOrders = new AtomicLong();
  private final AtomicLong arrivedSizes = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();
  private final LongAdder recorded = new LongAdder();
  private final List<Long> heaps = new ArrayList<>();

  private Soak() {}

  public static void main(String[] args) throws InterruptedException {
    Logger.getLogger("ee.otel.metrics").setLevel(Level.SEVERE); // three of ten fail, as intended
    new Soak().run(Duration.ofSeconds(Integer.getInteger("soak.seconds", 3600)));
  }

  private void run(Duration length) throws InterruptedException {
    Health health = new Health(System::nanoTime);
    Losses losses = new Losses();
    OtelMetrics metrics =
        OtelMetrics.builder()
            .reader(ReaderOptions.of(Temporality.DELTA))
            .health(health)
            .losses(losses)
            .build();
    try (OtlpReceiver receiver = OtlpReceiver.start();
        OtlpPost post =
            new OtlpPost(
                RestClientKind.JERSEY::builder,
                Map::of,
                "soak",
                health,
                TransportClock.SYSTEM,
                () -> ThreadLocalRandom.current().nextDouble())) {
      receiver.otherwise(this::answer);
      ConfigReader config =
          ConfigReader.of(
              Map.of("otel.exporter.otlp.endpoint", receiver.endpoint().toString()), health);
      ExportTurns turns =
          new ExportTurns(
              List.of(
                  new ExporterState(
                      new OtlpExport(
                          config,
                          new Resource(Attributes.empty(), null),
                          // Once in a while without any retry, so that exports fail too.
                          occasion ->
                              attempt ->
                                  post.postWithRetries(attempt, random.nextInt(3) == 0 ? 0 : 1),
                          Optional.empty(),
                          new ExportStatus(Instant::now),
                          losses,
                          health,
                          System::nanoTime),
                      metrics.metrics().readers().get(0)::open)),
              Duration.ofSeconds(5),
              Soak::begin,
              System::nanoTime,
              health);
      post.prepare(config.transport());
      soak(length, metrics.meterProvider().get("soak"), turns, receiver);
      if (post.counts().unanswered() != unanswered.get()) {
        throw new IllegalStateException(
            "the machine was too slow for the timeout: "
                + (post.counts().unanswered() - unanswered.get())
                + " requests may have been taken although no answer came in time");
      }
      check(losses);
    }
  }

  private void soak(Duration length, Meter meter, ExportTurns turns, OtlpReceiver receiver)
      throws InterruptedException {
    LongCounter orders = meter.counterBuilder("orders").build();
    DoubleHistogram sizes = meter.histogramBuilder("sizes").build();
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(RECORDERS);
    for (int i = 0; i < RECORDERS; i++) {
      daemon(
              () -> {
                try {
                  record(orders, sizes, over);
                } finally {
                  ended.countDown();
                }
              })
          .start();
    }
    long begin = System.nanoTime();
    long sample = length.toNanos() / 12;
    long exports = 0;
    while (System.nanoTime() - begin < length.toNanos()) {
      if (exports++ % 10 == 0) {
        turns.flush(TIMEOUT);
      } else {
        turns.tick(Duration.ZERO, TIMEOUT);
      }
      receiver.clear();
      TimeUnit.MILLISECONDS.sleep(20);
      if (System.nanoTime() - begin > sample * (heaps.size() + 1)) {
        heaps.add(heap());
        say(exports);
      }
    }
    over.set(true);
    ended.await();
    for (int i = 0; i < 100 && turns.flush(TIMEOUT) != ExportResult.SUCCESS; i++) {
      say(exports);
    }
    say(exports);
  }

  private void record(LongCounter orders, DoubleHistogram sizes, AtomicBoolean over) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    while (!over.get()) {
      for (int i = 0; i < 1000; i++) {
        Attributes attributes = Attributes.builder().put("n", random.nextInt(SERIES)).build();
        orders.add(1, attributes);
        sizes.record(random.nextDouble(), attributes);
        recorded.increment();
      }
      try {
        TimeUnit.MILLISECONDS.sleep(5);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private synchronized Answer answer(ReceivedRequest request) {
    requests.incrementAndGet();
    if (random.nextInt(10) < 3) {
      refused.incrementAndGet();
      return switch (random.nextInt(40)) {
        case 0 -> unanswered(Answer.hang());
        case 1, 2, 3, 4, 5, 6, 7, 8, 9 -> unanswered(Answer.disconnect());
        case 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 -> Answer.status(400);
        case 20, 21 -> Answer.retryAfter(429, "1");
        default -> Answer.status(503);
      };
    }
    Totals totals = Totals.of(List.of(request.message()));
    arrivedOrders.addAndGet(totals.of("orders"));
    arrivedSizes.addAndGet(totals.of("sizes"));
    return Answer.ok();
  }

  private Answer unanswered(Answer answer) {
    unanswered.incrementAndGet();
    return answer;
  }

  private void say(long exports) {
    System.out.printf(
        "[soak] %d exports, %d requests, %d of them failed; recorded %d, arrived %d; heap %s MiB%n",
        exports,
        requests.get(),
        refused.get(),
        recorded.sum(),
        arrivedOrders.get(),
        heaps.stream().map(bytes -> bytes >> 20).toList());
  }

  private void check(Losses losses) {
    if (arrivedOrders.get() != recorded.sum() || arrivedSizes.get() != recorded.sum()) {
      throw new IllegalStateException(
          "recorded %d, arrived %d and %d, lost %s"
              .formatted(recorded.sum(), arrivedOrders.get(), arrivedSizes.get(), losses.counts()));
    }
    // The first sixth is for warming up.
    List<Long> warm = heaps.subList(Math.min(2, heaps.size()), heaps.size());
    if (warm.size() > 1 && warm.get(warm.size() - 1) > warm.get(0) + HEAP_TOLERANCE) {
      throw new IllegalStateException("the heap grows: " + heaps);
    }
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static boolean begin(Runnable work) {
    daemon(work).start();
    return true;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }
}
