package ee.otel.metrics;

import static ee.otel.metrics.Collected.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.MetricReader;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Anything is recorded, from any thread: nothing throws and what can be counted is. */
@Timeout(60)
class CoreFuzzTest {
  private static final int THREADS = 4;
  private static final int OPERATIONS = 1500;
  private static final String[] NAMES = {
    "a", "A", "b.c", "", " ", "9", "a b", "ä", "x".repeat(255), "x".repeat(256), "total", "\n", null
  };
  private static final @Nullable Attributes[] ATTRIBUTES = {
    null,
    Attributes.empty(),
    set(1),
    set(2),
    Collected.OVERFLOW,
    Attributes.of(AttributeKey.stringArrayKey("list"), Arrays.asList("a", null)),
    Attributes.builder().put("", "x").put("k", (String) null).build(),
    new Throwing("hashCode"),
    new Throwing("forEach"),
    new Throwing("size"),
    new Throwing("")
  };
  private static final @Nullable Context[] CONTEXTS = {null, Context.root()};
  private static final double[] VALUES = {
    0,
    -0.0,
    1,
    -1,
    0.1,
    1e308,
    -1e308,
    Double.MIN_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final AtomicLong recorded = new AtomicLong();

  @ParameterizedTest
  @EnumSource(Temporality.class)
  void anything_canBeRecorded(Temporality temporality) throws Exception {
    RecordedLog quiet = new RecordedLog();
    try {
      fuzz(temporality);
    } finally {
      quiet.close();
    }
  }

  private void fuzz(Temporality temporality) throws Exception {
    OtelMetrics metrics =
        OtelMetrics.builder()
            .exemplarFilter(ExemplarFilter.alwaysOn())
            .view(View.of(InstrumentSelector.named("a")).cardinalityLimit(2).build())
            .view(
                View.of(InstrumentSelector.named("b.c"))
                    .excludedAttributeKeys(java.util.Set.of("set"))
                    .build())
            .reader(ReaderOptions.of(temporality))
            .build();
    LongCounter total =
        metrics.meterProvider().get("count").counterBuilder("counted.exactly").build();
    Thread[] threads = new Thread[THREADS];
    for (int t = 0; t < THREADS; t++) {
      SplittableRandom random = new SplittableRandom(t);
      threads[t] = new Thread(() -> guarded(() -> record(metrics, total, random)));
      threads[t].start();
    }
    MetricReader reader = metrics.readers().get(0);
    SplittableRandom random = new SplittableRandom(99);
    long received = 0;
    while (Arrays.stream(threads).anyMatch(Thread::isAlive)) {
      received += collect(reader, random.nextInt(3) == 0);
      reader.peek();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertNull(failure.get(), () -> String.valueOf(failure.get()));
    long last = collect(reader, false);
    assertEquals(recorded.get(), temporality == Temporality.DELTA ? received + last : last);
  }

  private static long collect(MetricReader reader, boolean fail) {
    CollectedMetrics collected = reader.take();
    long total = new Collected(collected.metrics()).total("counted.exactly");
    if (fail) {
      collected.failed();
      return 0;
    }
    collected.delivered();
    return total;
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  private void record(OtelMetrics metrics, LongCounter total, SplittableRandom random) {
    List<AutoCloseable> handles = new ArrayList<>();
    for (int i = 0; i < OPERATIONS; i++) {
      Meter meter = metrics.meterProvider().get(random.nextBoolean() ? "m" : null);
      String name = NAMES[random.nextInt(NAMES.length)];
      Attributes attributes = ATTRIBUTES[random.nextInt(ATTRIBUTES.length)];
      Context context = CONTEXTS[random.nextInt(CONTEXTS.length)];
      double value = VALUES[random.nextInt(VALUES.length)];
      switch (random.nextInt(11)) {
        case 0 -> meter.counterBuilder(name).build().add((long) value, attributes, context);
        case 1 -> meter.counterBuilder(name).ofDoubles().build().add(value, attributes, context);
        case 2 -> meter.upDownCounterBuilder(name).build().add((long) value, attributes, context);
        case 3 ->
            meter
                .upDownCounterBuilder(name)
                .ofDoubles()
                .setUnit(random.nextBoolean() ? null : "u")
                .build()
                .add(value, attributes, context);
        case 4 -> meter.histogramBuilder(name).build().record(value, attributes, context);
        case 5 ->
            meter
                .histogramBuilder(name)
                .ofLongs()
                .build()
                .record((long) value, attributes, context);
        case 6 -> meter.gaugeBuilder(name).build().set(value, attributes, context);
        case 7 -> meter.gaugeBuilder(name).ofLongs().build().set((long) value, attributes);
        case 8 -> {
          if (handles.size() < 10) {
            handles.add(observe(metrics, meter, name, attributes, (long) value, total));
          } else {
            guarded(close(handles.remove(0)));
          }
        }
        default -> {
          total.add(3, set(random.nextInt(4)));
          recorded.addAndGet(3);
        }
      }
    }
    handles.forEach(handle -> close(handle).run());
  }

  private static Runnable close(AutoCloseable handle) {
    return () -> {
      try {
        handle.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private AutoCloseable observe(
      OtelMetrics metrics,
      Meter meter,
      @Nullable String name,
      @Nullable Attributes attributes,
      long value,
      LongCounter total) {
    ObservableLongMeasurement other = meter.upDownCounterBuilder(name).buildObserver();
    if ((value & 1) == 0) {
      return meter.batchCallback(
          () -> other.record(value, attributes), other, (ObservableMeasurement) null);
    }
    AtomicReference<ObservableLongCounter> self = new AtomicReference<>();
    ObservableLongCounter handle =
        meter
            .counterBuilder(name)
            .buildWithCallback(
                m -> {
                  m.record(value, attributes);
                  other.record(value);
                  total.add(1, set(1));
                  recorded.incrementAndGet();
                  metrics.readers().get(0).peek();
                  ObservableLongCounter own = self.get();
                  if (own != null && value < 0) {
                    own.close();
                  }
                  if (value > 5) {
                    throw new AssertionError("on purpose");
                  }
                });
    self.set(handle);
    return handle;
  }

  /** Attributes of somebody else's, one method of which throws. */
  private record Throwing(String method) implements Attributes {

    private void call(String name) {
      if (name.equals(method)) {
        throw new UnsupportedOperationException(name);
      }
    }

    @Override
    public int hashCode() {
      call("hashCode");
      return 1;
    }

    @Override
    public <T> @Nullable T get(AttributeKey<T> key) {
      return null;
    }

    @Override
    public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
      call("forEach");
      consumer.accept(AttributeKey.stringKey("foreign"), "yes");
    }

    @Override
    public int size() {
      call("size");
      return 1;
    }

    @Override
    public boolean isEmpty() {
      call("size");
      return false;
    }

    @Override
    public Map<AttributeKey<?>, Object> asMap() {
      call("forEach");
      return Map.of(AttributeKey.stringKey("foreign"), "yes");
    }

    @Override
    public AttributesBuilder toBuilder() {
      return Attributes.builder();
    }
  }
}
