package ee.otel.metrics.internal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.export.delivery.ExportStatus;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import ee.otel.metrics.internal.transport.Accepted;
import ee.otel.metrics.internal.transport.ExportAttempt;
import ee.otel.metrics.internal.transport.OtlpClient;
import ee.otel.metrics.internal.transport.OtlpPost;
import ee.otel.metrics.internal.transport.RestClientKind;
import ee.otel.metrics.internal.transport.TransportClock;
import ee.otel.metrics.internal.work.Threads;
import ee.otel.metrics.receiver.OtlpReceiver;
import io.opentelemetry.api.common.Attributes;
import jakarta.ws.rs.client.ClientBuilder;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The exporter whose client is built beside the start, with a client that is built when we say. */
@Timeout(60)
class PreparationTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(200);

  private final Map<String, String> settings = new ConcurrentHashMap<>();
  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final RecordedLog log = new RecordedLog();
  private final List<Thread> lent = new CopyOnWriteArrayList<>();
  private final CountDownLatch buildBegun = new CountDownLatch(1);
  private final CountDownLatch mayBuild = new CountDownLatch(1);
  private final AtomicInteger builds = new AtomicInteger();
  private volatile @Nullable Error buildThrows;
  private Threads threads = this::lend;
  private boolean measured = true;

  private final OtlpPost post =
      new OtlpPost(
          this::builder,
          Map::of,
          "otel-metrics-ee/test",
          new Health(System::nanoTime),
          TransportClock.SYSTEM,
          () -> 0);

  private boolean lend(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    lent.add(thread);
    thread.start();
    return true;
  }

  private ClientBuilder builder() {
    builds.incrementAndGet();
    buildBegun.countDown();
    try {
      mayBuild.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    Error thrown = buildThrows;
    if (thrown != null) {
      throw thrown;
    }
    return RestClientKind.JERSEY.builder();
  }

  @AfterEach
  void close() {
    mayBuild.countDown();
    post.close();
    receiver.close();
    log.close();
  }

  @Test
  void start_isOverBeforeTheClientIsBuilt() throws Exception {
    ScheduledExporter exporter = started();
    buildBegun.await();
    assertEquals(1, mayBuild.getCount());
    mayBuild.countDown();
    assertEquals(ExportResult.SUCCESS, exporter.forceFlush(SOON));
    assertEquals(1, builds.get());
    assertEquals(1, receiver.requests().size());
  }

  @Test
  void start_buildsByItselfWhereThereIsNoThread() throws Exception {
    mayBuild.countDown();
    threads = Threads.NONE;
    ScheduledExporter exporter = started();
    assertEquals(1, builds.get());
    assertEquals(1, said());
    assertEquals(ExportResult.SUCCESS, exporter.forceFlush(SOON));
    assertEquals(1, builds.get());
  }

  @Test
  void start_saysOnceWhereMetricsGo() throws Exception {
    mayBuild.countDown();
    started();
    joinLent();
    assertEquals(1, said());
  }

  @Test
  void flush_waitsForTheClientAndNoLongerThanItsTime() throws Exception {
    ScheduledExporter exporter = started();
    buildBegun.await();
    assertNotEquals(ExportResult.SUCCESS, exporter.forceFlush(SHORT));
    FutureTask<ExportResult> patient = new FutureTask<>(() -> exporter.forceFlush(SOON));
    lend(patient);
    mayBuild.countDown();
    assertEquals(ExportResult.SUCCESS, patient.get());
    assertEquals(1, builds.get());
  }

  @Test
  void lastExport_waitsForTheClient() throws Exception {
    ScheduledExporter exporter = started();
    buildBegun.await();
    FutureTask<?> stop = new FutureTask<>(exporter::stop, null);
    lend(stop);
    mayBuild.countDown();
    stop.get();
    assertEquals(1, builds.get());
    assertEquals(1, receiver.requests().size());
  }

  @Test
  void stop_waitsForTheClientThoughThereIsNothingToExport() throws Exception {
    measured = false;
    ScheduledExporter exporter = started();
    buildBegun.await();
    FutureTask<?> stop = new FutureTask<>(exporter::stop, null);
    lend(stop);
    mayBuild.countDown();
    stop.get();
    assertEquals(1, said(), "it outlived the stop");
    assertEquals(0, receiver.requests().size());
  }

  @Test
  void stop_leavesAClientThatIsNeverBuiltBehind() throws Exception {
    settings.put("otel.metrics.ee.shutdown.timeout", "200");
    ScheduledExporter exporter = started();
    buildBegun.await();
    exporter.stop();
    assertEquals(1, mayBuild.getCount());
    post.close();
    assertEquals(0, receiver.requests().size());
  }

  @Test
  void clientThatCannotBeBuilt_isOneWarningAndTriedAgain() throws Exception {
    buildThrows = new ServiceConfigurationError("on purpose");
    mayBuild.countDown();
    ScheduledExporter exporter = started();
    joinLent();
    assertEquals(1, builds.get());
    assertEquals(1, log.warnings().size(), () -> log.warnings().toString());
    assertTrue(log.warnings().get(0).contains("gives no Jakarta REST client"), log::toString);

    buildThrows = null;
    assertEquals(ExportResult.SUCCESS, exporter.forceFlush(SOON));
    assertEquals(1, receiver.requests().size());
  }

  private void joinLent() throws InterruptedException {
    for (Thread thread : lent) {
      thread.join();
    }
  }

  private long said() {
    return log.at(Level.INFO).stream()
        .filter(line -> line.startsWith("Metrics go to " + receiver.metricsEndpoint()))
        .count();
  }

  private ScheduledExporter started() throws ReflectiveOperationException {
    Health health = new Health(System::nanoTime);
    OtelMetrics metrics = OtelMetrics.builder().health(health).build();
    if (measured) {
      metrics.meterProvider().get("shop").counterBuilder("orders").build().add(1);
    }
    settings.put("otel.exporter.otlp.metrics.endpoint", receiver.metricsEndpoint().toString());
    ScheduledExporter exporter =
        new ScheduledExporter() {
          @Override
          ExportTimer timers() {
            return new NoTimer();
          }
        };
    inject(exporter, "instruments", metrics.instruments());
    inject(exporter, "metrics", metrics.metrics());
    ConfigReader config = ConfigReader.of(settings, health);
    inject(exporter, "config", config);
    inject(exporter, "sdk", config.sdk());
    inject(exporter, "resource", new Resource(Attributes.empty(), null));
    inject(exporter, "client", new Client(post));
    inject(exporter, "settings", new ExportSettings(List.of(), Optional.empty()));
    inject(exporter, "losses", new Losses());
    inject(exporter, "status", new ExportStatus(Instant::now));
    inject(exporter, "health", health);
    inject(exporter, "threads", threads);
    exporter.start();
    return exporter;
  }

  private static void inject(ScheduledExporter exporter, String name, Object value)
      throws ReflectiveOperationException {
    Field field = ScheduledExporter.class.getDeclaredField(name);
    field.setAccessible(true);
    field.set(exporter, value);
  }

  /** Nobody exports unasked. */
  private record NoTimer() implements ExportTimer {
    @Override
    public Runnable every(Duration first, Duration interval) {
      return () -> {};
    }

    @Override
    public void watchAfter(Duration delay) {}
  }

  /** The bean without a container. */
  private static final class Client extends OtlpClient {
    private final OtlpPost post;

    Client(OtlpPost post) {
      this.post = post;
    }

    @Override
    public Accepted post(ExportAttempt attempt) {
      return post.postWithRetries(attempt, 3);
    }

    @Override
    public OtlpPost direct() {
      return post;
    }
  }
}
