package ee.otel.metrics.internal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.api.PushMetricExporter;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import ee.otel.metrics.internal.work.ContainerThreads;
import io.opentelemetry.api.common.Attributes;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerService;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exporter's timer where the container throws; the container's services are fakes. */
class MetricExporterBeanTest {
  private final Map<String, String> settings = new ConcurrentHashMap<>();
  private final AtomicInteger timersMade = new AtomicInteger();
  private final AtomicInteger observed = new AtomicInteger();
  private final List<String> pushed = new CopyOnWriteArrayList<>();
  private volatile long lastInterval;
  private volatile @Nullable Throwable timerThrows;
  private volatile @Nullable Throwable executorThrows;

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("on purpose"),
        new NoClassDefFoundError("on purpose"),
        new AssertionError("on purpose"));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(@Nullable Throwable thrown) throws T {
    if (thrown != null) {
      throw (T) thrown;
    }
  }

  private final Timer timer =
      fake(
          Timer.class,
          (proxy, method, arguments) ->
              method.getName().equals("getInfo") ? "otel-metrics-ee" : null);

  private final TimerService timers =
      fake(
          TimerService.class,
          (proxy, method, arguments) -> {
            MetricExporterBeanTest.<RuntimeException>sneak(timerThrows);
            timersMade.incrementAndGet();
            if (method.getName().equals("createIntervalTimer")) {
              lastInterval = (Long) arguments[1];
            }
            return timer;
          });

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private void execute(Runnable work) {
    MetricExporterBeanTest.<RuntimeException>sneak(executorThrows);
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }

  private MetricExporterBean bean() throws ReflectiveOperationException {
    AtomicLong nanos = new AtomicLong();
    Health health = new Health(() -> nanos.addAndGet(TimeUnit.HOURS.toNanos(1)));
    OtelMetrics metrics = OtelMetrics.builder().health(health).build();
    metrics
        .meterProvider()
        .get("shop")
        .gaugeBuilder("observed")
        .buildWithCallback(measurement -> measurement.record(observed.incrementAndGet()));
    PushMetricExporter exporter =
        (resource, collected) -> collected.stream().map(MetricSnapshot::name).forEach(pushed::add);
    settings.put("otel.metrics.exporter", "none");
    settings.put("otel.metric.export.interval", "1ms");
    MetricExporterBean bean =
        new MetricExporterBean() {
          @Override
          ExportTimer timers() {
            return new EjbExportTimer(timers);
          }
        };
    inject(bean, "metrics", metrics.metrics());
    ConfigReader config = ConfigReader.of(settings, health);
    inject(bean, "config", config);
    inject(bean, "sdk", config.sdk());
    inject(bean, "resource", new Resource(Attributes.empty(), null));
    inject(
        bean,
        "settings",
        new ExportSettings(List.of(new PushTarget("other", exporter)), Optional.empty()));
    inject(bean, "losses", new Losses());
    inject(bean, "health", health);
    inject(bean, "threads", new ContainerThreads(null, this::execute));
    return bean;
  }

  private static void inject(MetricExporterBean bean, String name, Object value)
      throws ReflectiveOperationException {
    Field field = ScheduledExporter.class.getDeclaredField(name);
    field.setAccessible(true);
    field.set(bean, value);
  }

  /** Ticks until a condition holds. */
  private void tickUntil(MetricExporterBean bean, AtomicInteger counter, int least) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (counter.get() < least) {
      assertTrue(System.nanoTime() < end, "not reached: " + counter);
      bean.tick(timer);
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void executorThatThrows_leavesExportsAndCallbacksToALaterTick(Throwable thrown) throws Exception {
    try (RecordedLog log = new RecordedLog()) {
      MetricExporterBean bean = bean();
      bean.start();
      executorThrows = thrown;
      bean.tick(timer);
      assertEquals(0, observed.get());
      assertEquals(List.of(), pushed);
      assertTrue(
          log.warnings().stream().anyMatch(w -> w.contains("gave no thread")),
          () -> log.warnings().toString());

      executorThrows = null;
      tickUntil(bean, observed, 2);
      assertEquals(ExportResult.SUCCESS, bean.forceFlush());
      assertTrue(pushed.contains("observed"), () -> pushed.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void timerThatCannotBeMade_leavesTheOldOneAndIsTriedAtTheNextTick(Throwable thrown)
      throws Exception {
    try (RecordedLog log = new RecordedLog()) {
      MetricExporterBean bean = bean();
      bean.start();
      assertEquals(1, timersMade.get());
      timerThrows = thrown;
      settings.put("otel.metric.export.interval", "2ms");
      tickUntil(bean, observed, 2);
      assertEquals(1, timersMade.get());
      assertEquals(1, warningsOfTheTimer(log), () -> log.warnings().toString());

      timerThrows = null;
      tickUntil(bean, timersMade, 2);
      tickUntil(bean, observed, observed.get() + 2);
      assertEquals(2, timersMade.get());
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void firstTimerThatCannotBeMade_isMadeAtAFlush(Throwable thrown) throws Exception {
    try (RecordedLog log = new RecordedLog()) {
      MetricExporterBean bean = bean();
      timerThrows = thrown;
      bean.start();
      assertEquals(1, warningsOfTheTimer(log), () -> log.warnings().toString());
      assertEquals(ExportResult.SUCCESS, bean.forceFlush());
      assertEquals(List.of("observed"), pushed);
      assertEquals(0, timersMade.get());

      timerThrows = null;
      assertEquals(ExportResult.SUCCESS, bean.forceFlush());
      assertEquals(1, timersMade.get());
    }
  }

  /** Its own interval counts, not that of the others; standard output where it is wanted. */
  @Test
  void consoleAlone_ticksAtItsOwnIntervalAndPrints() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (RecordedLog log = new RecordedLog()) {
      settings.put("otel.metrics.ee.console.output", "stdout");
      MetricExporterBean bean = bean();
      settings.put("otel.metrics.exporter", "console");
      settings.remove("otel.metric.export.interval");
      inject(bean, "settings", new ExportSettings(List.of(), Optional.empty()));
      bean.start();
      assertEquals(10_000L, lastInterval);
      settings.put("otel.metrics.ee.console.interval", "3s");
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      assertEquals(ExportResult.SUCCESS, bean.forceFlush());
      assertEquals(3_000L, lastInterval);
      assertTrue(
          printed.toString(StandardCharsets.UTF_8).startsWith("Metrics:\n  shop observed{} = "),
          () -> printed.toString(StandardCharsets.UTF_8));
      assertEquals(List.of(), log.warnings());

      settings.put("otel.metrics.ee.console.output", "log");
      printed.reset();
      assertEquals(ExportResult.SUCCESS, bean.forceFlush());
      assertEquals(0, printed.size());
      assertTrue(log.at(Level.INFO).stream().anyMatch(text -> text.startsWith("Metrics:\n")));
    } finally {
      System.setOut(before);
    }
  }

  private static long warningsOfTheTimer(RecordedLog log) {
    return log.warnings().stream().filter(w -> w.startsWith("Timer of the export")).count();
  }
}
