package ee.otel.metrics.internal.mpmetrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.data.HistogramPoint;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Gauge;
import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;
import org.junit.jupiter.api.Test;

class OtelMetricRegistryTest {
  private static final Attributes APPLICATION = Collected.of("mp_scope", "application");

  private final OtelMetrics metrics = OtelMetrics.builder().build();
  private final Registries registries = registries(Map.of(), false);
  private final MetricRegistry registry = registries.of(MetricRegistry.APPLICATION_SCOPE);

  private Registries registries(Map<String, String> configuration, boolean originalUnits) {
    Registries made = new Registries(key -> Optional.ofNullable(configuration.get(key)));
    made.connect(metrics.meterProvider().get("mp"), originalUnits);
    return made;
  }

  private Collected collected() {
    return Collected.peek(metrics);
  }

  @Test
  void counter_countsInRegistryAndInstrument() {
    Counter counter = registry.counter("orders");
    counter.inc();
    counter.inc(4);
    counter.inc(-2);
    assertEquals(5, counter.getCount());
    assertEquals(5, collected().value("orders", APPLICATION));
  }

  @Test
  void counterThatNobodyUsed_isZero() {
    registry.counter("unused");
    assertEquals(0, collected().value("unused", APPLICATION));
  }

  @Test
  void histogram_measuresInRegistryAndInstrument() {
    Histogram histogram = registry.histogram("sizes");
    histogram.update(3);
    histogram.update(40L);
    histogram.update(-1);
    assertEquals(2, histogram.getCount());
    assertEquals(43, histogram.getSum());
    HistogramPoint point = (HistogramPoint) collected().point("sizes", APPLICATION);
    assertEquals(2, point.count());
    assertEquals(43, point.sum());
  }

  @Test
  void timer_measuresNanosecondsInRegistryAndSecondsInInstrument() throws Exception {
    Timer timer = registry.timer("work");
    timer.update(Duration.ofMillis(1500));
    assertEquals("done", timer.time(() -> "done"));
    timer.time(() -> {});
    try (Timer.Context context = timer.time()) {
      assertTrue(context.stop() >= 0);
    }
    assertEquals(5, timer.getCount());
    HistogramPoint point = (HistogramPoint) collected().point("work", APPLICATION);
    assertEquals(5, point.count());
    assertEquals(timer.getElapsedTime().toNanos() / 1e9, point.sum(), 1e-9);
    assertEquals(1.5e9, timer.getSnapshot().getMax());
    assertEquals("s", collected().metric("work").unit());
  }

  @Test
  void timerThatThrows_isMeasured() {
    Timer timer = registry.timer("failing");
    assertThrows(
        IllegalStateException.class,
        () ->
            timer.time(
                (Runnable)
                    () -> {
                      throw new IllegalStateException();
                    }));
    assertEquals(1, timer.getCount());
  }

  @Test
  void gauge_isObservedUntilItIsRemoved() {
    Gauge<Integer> gauge = registry.gauge("level", () -> 7);
    assertEquals(7, gauge.getValue());
    assertEquals(List.of("level"), collected().names());
    assertTrue(registry.remove("level"));
    assertEquals(List.of(), Collected.take(metrics).names());
  }

  @Test
  void gaugeOfAnObject_appliesTheFunction() {
    assertEquals(4, registry.gauge("length", "four", String::length).getValue());
    assertEquals(4, registry.gauge(new MetricID("length2"), "four", String::length).getValue());
  }

  @Test
  void metadata_becomesUnitAndDescription() {
    registry.counter(
        Metadata.builder()
            .withName("traffic")
            .withUnit("kilobytes")
            .withDescription("Bytes sent.")
            .build());
    assertEquals("kBy", collected().metric("traffic").unit());
    assertEquals("Bytes sent.", collected().metric("traffic").description());
  }

  @Test
  void originalUnits_areThoseOfTheApplication() {
    MetricRegistry original = registries(Map.of(), true).of("application");
    original.counter(Metadata.builder().withName("sent").withUnit("kilobytes").build());
    original.timer("waited").update(Duration.ofSeconds(2));
    assertEquals("kilobytes", collected().metric("sent").unit());
    assertEquals("nanoseconds", collected().metric("waited").unit());
    assertEquals(2e9, ((HistogramPoint) collected().point("waited", APPLICATION)).sum());
  }

  @Test
  void sameIdAndMetadata_isTheSameMetric() {
    Counter counter = registry.counter("same", new Tag("a", "1"));
    assertSame(counter, registry.counter(new MetricID("same", new Tag("a", "1"))));
    assertSame(
        counter, registry.counter(Metadata.builder().withName("same").build(), new Tag("a", "1")));
    assertNotSame(counter, registry.counter("same", new Tag("a", "2")));
  }

  @Test
  void tags_areAttributes() {
    registry.counter("tagged", new Tag("a", "1"), new Tag("a", "2")).inc();
    assertEquals(1, collected().value("tagged", APPLICATION.toBuilder().put("a", "2").build()));
  }

  @Test
  void otherTypeOfOneName_isRefused() {
    registry.counter("one");
    assertThrows(IllegalArgumentException.class, () -> registry.timer("one"));
    assertThrows(
        IllegalArgumentException.class, () -> registry.histogram("one", new Tag("a", "1")));
  }

  @Test
  void otherMetadataOfOneName_isRefused() {
    registry.counter("one");
    Metadata other = Metadata.builder().withName("one").withUnit("bytes").build();
    assertThrows(IllegalArgumentException.class, () -> registry.counter(other));
  }

  @Test
  void otherTagNamesOfOneName_areRefused() {
    registry.counter("one", new Tag("a", "1"));
    assertThrows(IllegalArgumentException.class, () -> registry.counter("one"));
    assertThrows(IllegalArgumentException.class, () -> registry.counter("one", new Tag("b", "1")));
  }

  @Test
  void reservedTags_areRefused() {
    for (String reserved : List.of("mp_scope", "mp_app")) {
      assertThrows(
          IllegalArgumentException.class, () -> registry.counter("one", new Tag(reserved, "1")));
    }
  }

  @Test
  void emptyName_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> registry.counter(""));
  }

  @Test
  void removed_isGoneAndMayBeAnother() {
    Counter counter = registry.counter("gone");
    assertTrue(registry.remove(new MetricID("gone")));
    assertFalse(registry.remove(new MetricID("gone")));
    assertNull(registry.getCounter(new MetricID("gone")));
    assertNull(registry.getMetadata("gone"));
    assertNotSame(counter, registry.counter("gone"));
    registry.removeMatching((id, metric) -> id.getName().startsWith("g"));
    registry.timer("gone");
    assertEquals(
        Set.of("gone"),
        registry.getTimers().keySet().stream()
            .map(MetricID::getName)
            .collect(java.util.stream.Collectors.toSet()));
  }

  @Test
  void queries_tellWhatIsThere() {
    Counter counter = registry.counter("c");
    Gauge<Long> gauge = registry.gauge("g", () -> 1L);
    Histogram histogram = registry.histogram("h");
    Timer timer = registry.timer("t");
    assertEquals(List.of("c", "g", "h", "t"), List.copyOf(registry.getNames()));
    assertEquals(4, registry.getMetricIDs().size());
    assertEquals(Map.of(new MetricID("c"), counter), registry.getCounters());
    assertEquals(Map.of(new MetricID("g"), gauge), registry.getGauges());
    assertEquals(Map.of(new MetricID("h"), histogram), registry.getHistograms());
    assertEquals(Map.of(new MetricID("t"), timer), registry.getTimers());
    assertEquals(4, registry.getMetrics().size());
    assertEquals(4, registry.getMetadata().size());
    assertEquals(
        Set.of(new MetricID("t")),
        registry.getMetrics((id, metric) -> metric instanceof Timer).keySet());
    assertSame(gauge, registry.getGauge(new MetricID("g")));
    assertSame(histogram, registry.getHistogram(new MetricID("h")));
    assertSame(timer, registry.getMetric(new MetricID("t")));
    assertThrows(IllegalArgumentException.class, () -> registry.getTimer(new MetricID("c")));
  }

  @Test
  void scopes_areRegistriesOfTheirOwn() {
    registries.of("motorguide").counter("one").inc();
    registries.of("base").counter("one").inc(2);
    assertSame(registries.of("base"), registries.of("base"));
    assertEquals("motorguide", registries.of("motorguide").getScope());
    assertEquals(1, collected().value("one", Collected.of("mp_scope", "motorguide")));
    assertEquals(2, collected().value("one", Collected.of("mp_scope", "base")));
    assertThrows(IllegalArgumentException.class, () -> registries.of("not-a-scope"));
  }

  @Test
  void globalTags_areAttributesAndInNoId() {
    MetricRegistry tagged =
        registries(
                Map.of(
                    "mp.metrics.tags", "app=shop,tier=integration,special=deli\\=ver\\,y",
                    "mp.metrics.appName", "store"),
                false)
            .of("application");
    tagged.counter("orders").inc();
    assertEquals(Map.of(), tagged.getMetricIDs().first().getTags());
    assertEquals(
        1,
        collected()
            .value(
                "orders",
                Attributes.builder()
                    .put("app", "shop")
                    .put("tier", "integration")
                    .put("special", "deli=ver,y")
                    .put("mp_app", "store")
                    .put("mp_scope", "application")
                    .build()));
  }

  @Test
  void whatWasRegisteredBeforeThereWasAMeter_isExportedAfterwards() {
    Registries early = new Registries(key -> Optional.empty());
    Counter counter = early.of("application").counter("early");
    early.of("application").gauge("early.level", () -> 3);
    early.connect(metrics.meterProvider().get("mp"), false);
    counter.inc();
    assertEquals(1, collected().value("early", APPLICATION));
    assertEquals(Set.of("early", "early.level"), Set.copyOf(collected().names()));
  }

  @Test
  void threadsThatRegisterAtOnce_getOneMetric() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    new Thread(
                        () -> {
                          try {
                            go.await();
                          } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                          }
                          for (int n = 0; n < 500; n++) {
                            registry.counter("raced." + n % 10).inc();
                          }
                        }))
            .toList();
    threads.forEach(Thread::start);
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    for (int n = 0; n < 10; n++) {
      assertEquals(400, registry.counter("raced." + n).getCount());
      assertEquals(400, collected().value("raced." + n, APPLICATION));
    }
  }
}
