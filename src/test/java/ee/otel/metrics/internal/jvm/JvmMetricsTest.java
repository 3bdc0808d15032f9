package ee.otel.metrics.internal.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.internal.jvm.JvmMetrics.JvmOptions;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JvmMetricsTest {
  private static final Duration LEASE = Duration.ofMinutes(3);
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final JvmOptions DEFAULTS = new JvmOptions(false, false, false, false, LEASE);
  private static final JvmOptions ALL = new JvmOptions(false, true, true, true, LEASE);

  /** Name, then kind, unit, description. */
  private static final Map<String, String> STABLE =
      table(
          """
          jvm.memory.used|sum By|Measure of memory used.
          jvm.memory.committed|sum By|Measure of memory committed.
          jvm.memory.limit|sum By|Measure of max obtainable memory.
          jvm.memory.used_after_last_gc|sum By|Measure of memory used, as measured after the most recent garbage collection event on this pool.
          jvm.gc.duration|histogram s|Duration of JVM garbage collection actions.
          jvm.thread.count|sum {thread}|Number of executing platform threads.
          jvm.class.loaded|monotonic sum {class}|Number of classes loaded since JVM start.
          jvm.class.unloaded|monotonic sum {class}|Number of classes unloaded since JVM start.
          jvm.class.count|sum {class}|Number of classes currently loaded.
          jvm.cpu.time|monotonic sum s|CPU time used by the process as reported by the JVM.
          jvm.cpu.count|sum {cpu}|Number of processors available to the Java virtual machine.
          jvm.cpu.recent_utilization|gauge 1|Recent CPU utilization for the process as reported by the JVM.
          """);

  private static final Map<String, String> FURTHER =
      table(
          """
          jvm.memory.init|sum By|Measure of initial memory requested.
          jvm.buffer.memory.used|sum By|Measure of memory used by buffers.
          jvm.buffer.memory.limit|sum By|Measure of total memory capacity of buffers.
          jvm.buffer.count|sum {buffer}|Number of buffers in the pool.
          jvm.system.cpu.utilization|gauge 1|Recent CPU utilization for the whole system as reported by the JVM.
          jvm.system.cpu.load_1m|gauge {run_queue_item}|Average CPU load of the whole system for the last minute as reported by the JVM.
          jvm.file_descriptor.count|sum {file_descriptor}|Number of open file descriptors as reported by the JVM.
          jvm.file_descriptor.limit|sum {file_descriptor}|Measure of max open file descriptors as reported by the JVM.
          """);

  private final Properties shared = new Properties();
  private final AtomicLong clock = new AtomicLong();
  private final OtelMetrics sdk = OtelMetrics.builder().build();
  private final List<AutoCloseable> toClose = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : toClose) {
      one.close();
    }
  }

  @Test
  void stableMetrics_areThoseOfTheConventions() {
    start(sdk, DEFAULTS);
    assertEquals(STABLE, described(afterCollection(sdk)));
  }

  @Test
  void furtherMetrics_areThereWhenAskedFor() {
    start(sdk, new JvmOptions(false, true, false, false, LEASE));
    Set<String> development = described(afterCollection(sdk)).keySet();
    assertEquals(16, development.size(), development + "");
    sdk.shutdown();

    OtelMetrics another = OtelMetrics.builder().build();
    start(another, new JvmOptions(true, true, true, true, LEASE));
    Map<String, String> all = new TreeMap<>(STABLE);
    all.putAll(FURTHER);
    assertEquals(all, described(afterCollection(another)));
  }

  @Test
  void attributes_areThoseOfTheConventions() {
    start(sdk, DEFAULTS);
    Collected collected = afterCollection(sdk);
    for (String metric : STABLE.keySet()) {
      Set<String> expected =
          metric.startsWith("jvm.memory.")
              ? Set.of("jvm.memory.pool.name", "jvm.memory.type")
              : metric.equals("jvm.gc.duration")
                  ? Set.of("jvm.gc.action", "jvm.gc.name")
                  : metric.equals("jvm.thread.count")
                      ? Set.of("jvm.thread.daemon", "jvm.thread.state")
                      : Set.of();
      assertEquals(expected, keys(collected, metric), metric);
    }
    Point runnable =
        collected.point(
            "jvm.thread.count",
            Attributes.of(
                AttributeKey.booleanKey("jvm.thread.daemon"),
                false,
                AttributeKey.stringKey("jvm.thread.state"),
                "runnable"));
    assertNotNull(runnable, "this thread");
  }

  @Test
  void threads_areCountedOnceEach() {
    start(sdk, DEFAULTS);
    long counted = Collected.peek(sdk).total("jvm.thread.count");
    long there = ManagementFactory.getThreadMXBean().getThreadCount();
    assertTrue(Math.abs(counted - there) <= 3, counted + " of " + there);
  }

  @Test
  void memoryOfAPool_isLeftOutWhereItIsUndefined() {
    start(sdk, DEFAULTS);
    Collected collected = Collected.peek(sdk);
    int limited = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      Attributes attributes =
          Attributes.of(
              AttributeKey.stringKey("jvm.memory.pool.name"),
              pool.getName(),
              AttributeKey.stringKey("jvm.memory.type"),
              pool.getType() == MemoryType.HEAP ? "heap" : "non_heap");
      boolean isLimited = pool.getUsage().getMax() != -1;
      limited += isLimited ? 1 : 0;
      assertTrue(collected.has("jvm.memory.used", attributes), pool.getName());
      assertEquals(isLimited, collected.has("jvm.memory.limit", attributes), pool.getName());
      assertEquals(
          pool.getCollectionUsage() != null,
          collected.has("jvm.memory.used_after_last_gc", attributes),
          pool.getName());
    }
    int pools = ManagementFactory.getMemoryPoolMXBeans().size();
    assertTrue(limited > 0 && limited < pools, limited + " of " + pools + " pools have a limit");
  }

  @Test
  void collections_haveTheAdvisedBoundariesAndACauseWhenAskedFor() {
    start(sdk, ALL);
    Collected collected = afterCollection(sdk);
    assertEquals(
        Set.of("jvm.gc.action", "jvm.gc.cause", "jvm.gc.name"), keys(collected, "jvm.gc.duration"));
    for (Point point : collected.points("jvm.gc.duration")) {
      assertArrayEquals(new double[] {0.01, 0.1, 1.0, 10.0}, ((HistogramPoint) point).boundaries());
      assertTrue(((HistogramPoint) point).sum() < 20, "seconds");
    }
  }

  @Test
  void twoApplications_reportOnceAndTheSecondTakesOver() {
    OtelMetrics second = OtelMetrics.builder().build();
    JvmMetrics first = start(sdk, DEFAULTS);
    start(second, DEFAULTS);
    assertTrue(afterCollection(sdk).names().contains("jvm.class.count"));
    assertEquals(List.of(), Collected.peek(second).names());

    first.close();
    assertEquals(List.of("jvm.gc.duration"), Collected.peek(sdk).names(), "what was recorded");
    assertTrue(Collected.peek(second).names().contains("jvm.class.count"));
    assertTrue(afterCollection(second).names().contains("jvm.gc.duration"));
  }

  @Test
  void applicationThatVanished_isSucceededAfterItsLease() {
    OtelMetrics second = OtelMetrics.builder().build();
    start(sdk, DEFAULTS);
    start(second, DEFAULTS);
    clock.addAndGet(LEASE.toNanos() - 1);
    assertEquals(List.of(), Collected.peek(second).names());
    clock.addAndGet(1);
    assertTrue(Collected.peek(second).names().contains("jvm.class.count"));
    assertEquals(List.of(), Collected.peek(sdk).names(), "it is back, too late");
  }

  @Test
  void always_reportsBesideAnotherApplication() {
    OtelMetrics second = OtelMetrics.builder().build();
    start(sdk, DEFAULTS);
    start(second, new JvmOptions(true, false, false, false, LEASE));
    assertTrue(Collected.peek(sdk).names().contains("jvm.class.count"));
    assertTrue(Collected.peek(second).names().contains("jvm.class.count"));
  }

  @Test
  void closed_isNotHeldByTheJvm() {
    WeakReference<Object> open = startAndForget(false);
    WeakReference<Object> closed = startAndForget(true);
    await(
        () -> {
          System.gc();
          return closed.get() == null;
        });
    assertNotNull(open.get(), "the JVM holds one that listens");
  }

  private WeakReference<Object> startAndForget(boolean closing) {
    OtelMetrics forgotten = OtelMetrics.builder().build();
    JvmMetrics metrics = start(forgotten, new JvmOptions(true, false, false, false, LEASE));
    if (closing) {
      metrics.close();
      toClose.remove(metrics);
    } else {
      toClose.remove(metrics);
      toClose.add(
          new AutoCloseable() {
            private final WeakReference<JvmMetrics> open = new WeakReference<>(metrics);

            @Override
            public void close() {
              JvmMetrics there = open.get();
              if (there != null) {
                there.close();
              }
            }
          });
    }
    return new WeakReference<>(metrics.listener());
  }

  private JvmMetrics start(OtelMetrics sdk, JvmOptions options) {
    JvmMetrics started =
        JvmMetrics.start(sdk.meterProvider().get("jvm"), options, () -> shared, clock::get);
    toClose.add(started);
    return started;
  }

  private static Map<String, String> table(String lines) {
    Map<String, String> table = new TreeMap<>();
    lines.lines().forEach(line -> table.put(line.split("\\|")[0], line.split("\\|", 2)[1]));
    return table;
  }

  /** As in the tables. */
  private static Map<String, String> described(Collected collected) {
    Map<String, String> table = new TreeMap<>();
    for (MetricSnapshot metric : collected.metrics()) {
      String kind =
          metric.data() instanceof MetricData.Sum sum
              ? sum.monotonic() ? "monotonic sum" : "sum"
              : metric.data().getClass().getSimpleName().toLowerCase(Locale.ROOT);
      table.put(metric.name(), kind + " " + metric.unit() + "|" + metric.description());
    }
    return table;
  }

  /** Collects until a garbage collection was seen. */
  private static Collected afterCollection(OtelMetrics sdk) {
    System.gc();
    await(() -> Collected.peek(sdk).names().contains("jvm.gc.duration"));
    return Collected.peek(sdk);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + SOON.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "not within " + SOON);
      Thread.onSpinWait();
    }
  }

  private static Set<String> keys(Collected collected, String metric) {
    return collected.points(metric).stream()
        .flatMap(point -> point.attributes().attributes().asMap().keySet().stream())
        .map(AttributeKey::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
