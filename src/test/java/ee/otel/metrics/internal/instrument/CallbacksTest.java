package ee.otel.metrics.internal.instrument;

import static ee.otel.metrics.Collected.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallbacksTest {
  private final RecordedLog log = new RecordedLog();
  private final OtelMetrics metrics = OtelMetrics.builder().build();
  private final Meter meter = metrics.meterProvider().get("m");

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void callbacks_runOnceForACollectionInTheirOrder() {
    List<String> order = new ArrayList<>();
    for (String name : List.of("b", "a", "c")) {
      meter
          .counterBuilder(name)
          .buildWithCallback(
              m -> {
                order.add(name);
                m.record(1);
              });
    }
    Collected.take(metrics);
    assertEquals(List.of("b", "a", "c"), order);
    Collected.take(metrics);
    assertEquals(6, order.size());
  }

  @Test
  void throwingCallback_disturbsNoOtherAndIsReportedOnce() {
    meter
        .counterBuilder("bad")
        .buildWithCallback(
            m -> {
              m.record(3);
              throw new AssertionError("on purpose");
            });
    meter.counterBuilder("good").buildWithCallback(m -> m.record(4));
    for (int i = 0; i < 3; i++) {
      Collected collected = Collected.take(metrics);
      assertEquals(3, collected.value("bad"));
      assertEquals(4, collected.value("good"));
    }
    assertEquals(1, log.warnings().size());
    assertTrue(
        log.warnings()
            .get(0)
            .contains("Callback of bad failed: java.lang.AssertionError: on purpose"),
        log.warnings().get(0));
  }

  @Test
  void attributesThatThrow_costTheirObservationOnly() {
    Attributes broken =
        (Attributes)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Attributes.class},
                (proxy, method, arguments) -> {
                  throw new IllegalStateException("on purpose");
                });
    meter
        .counterBuilder("o")
        .buildWithCallback(
            m -> {
              m.record(1, broken);
              m.record(2, set(2));
            });
    assertEquals(2, Collected.take(metrics).total("o"));
    assertEquals(1, metrics.losses().count(Loss.INTERNAL_ERROR));
    assertTrue(log.warnings().get(0).contains("Observation of o failed"));
  }

  @Test
  void closingInsideACallback_works() {
    AtomicReference<ObservableLongCounter> handle = new AtomicReference<>();
    AtomicInteger calls = new AtomicInteger();
    handle.set(
        meter
            .counterBuilder("o")
            .buildWithCallback(
                m -> {
                  m.record(calls.incrementAndGet());
                  handle.get().close();
                  handle.get().close();
                }));
    assertEquals(1, Collected.take(metrics).value("o"));
    assertEquals(List.of(), Collected.take(metrics).names());
    assertEquals(1, calls.get());
  }

  @Test
  void observationOutsideACallback_isDroppedWithOneWarning() {
    ObservableLongMeasurement measurement = meter.counterBuilder("o").buildObserver();
    measurement.record(1);
    measurement.record(2);
    AtomicReference<ObservableLongMeasurement> kept = new AtomicReference<>();
    meter
        .counterBuilder("kept")
        .buildWithCallback(
            m -> {
              kept.set(m);
              measurement.record(3);
            });
    Collected.take(metrics);
    kept.get().record(4);
    assertEquals(List.of(), Collected.take(metrics).names());
    assertEquals(5, metrics.losses().count(Loss.OUTSIDE_CALLBACK));
    assertEquals(2, log.warnings().size(), () -> log.warnings().toString());
    assertTrue(log.warnings().get(0).contains("Observation of o outside its callback is dropped"));
  }

  @Test
  void sameAttributesTwice_addUpForCountersAndReplaceForGauges() {
    meter
        .counterBuilder("c")
        .buildWithCallback(
            m -> {
              m.record(1, set(1));
              m.record(2, set(1));
            });
    meter
        .gaugeBuilder("g")
        .ofLongs()
        .buildWithCallback(
            m -> {
              m.record(1, set(1));
              m.record(2, set(1));
            });
    Collected collected = Collected.take(metrics);
    assertEquals(3, collected.value("c", set(1)));
    assertEquals(2, collected.value("g", set(1)));
  }

  @Test
  void notObserved_isNotExported() {
    AtomicInteger round = new AtomicInteger();
    meter
        .gaugeBuilder("g")
        .ofLongs()
        .buildWithCallback(
            m -> {
              m.record(1, set(1));
              if (round.getAndIncrement() == 0) {
                m.record(2, set(2));
              }
            });
    assertEquals(2, Collected.take(metrics).points("g").size());
    assertEquals(1, Collected.take(metrics).points("g").size());
  }

  @Test
  void callbackThatRecordsElsewhere_isSeenInTheSameCollection() {
    LongCounter counter = meter.counterBuilder("c").build();
    meter
        .gaugeBuilder("g")
        .ofLongs()
        .buildWithCallback(
            m -> {
              counter.add(1);
              meter.counterBuilder("born.inside").build().add(1);
              m.record(1);
            });
    Collected collected = Collected.take(metrics);
    assertEquals(1, collected.value("c"));
    assertEquals(1, collected.value("born.inside"));
  }

  @Test
  void callbackRegisteredInsideACallback_runsFromTheNextCollectionOn() {
    AtomicInteger registered = new AtomicInteger();
    meter
        .counterBuilder("o")
        .buildWithCallback(
            m -> {
              if (registered.getAndIncrement() == 0) {
                meter.counterBuilder("inner").buildWithCallback(inner -> inner.record(1));
              }
            });
    assertEquals(List.of(), Collected.take(metrics).names());
    assertEquals(1, Collected.take(metrics).value("inner"));
  }

  @Test
  void collectionInsideACallback_isAnsweredWithNothing() {
    AtomicReference<List<?>> inside = new AtomicReference<>();
    meter
        .counterBuilder("o")
        .buildWithCallback(
            m -> {
              m.record(1);
              inside.set(metrics.readers().get(0).peek());
              metrics.readers().get(0).take().failed();
            });
    assertEquals(1, Collected.take(metrics).value("o"));
    assertEquals(List.of(), inside.get());
    assertEquals(1, log.warnings().size());
    assertTrue(log.warnings().get(0).contains("outside of callbacks"));
  }

  @Test
  void batchCallback_observesAllItsInstruments() {
    ObservableLongMeasurement first = meter.counterBuilder("a").buildObserver();
    ObservableLongMeasurement second = meter.gaugeBuilder("b").ofLongs().buildObserver();
    ObservableLongMeasurement third = meter.counterBuilder("c").buildObserver();
    BatchCallback batch =
        meter.batchCallback(
            () -> {
              first.record(1);
              second.record(2);
              third.record(3); // not of this batch
            },
            first,
            second);
    assertEquals(List.of("a", "b"), Collected.take(metrics).names());
    batch.close();
    assertEquals(List.of(), Collected.take(metrics).names());
    assertTrue(log.warnings().get(0).contains("Observation of c outside"));
  }

  @Test
  void oddBatches_areRefusedWithAWarning() {
    AtomicInteger calls = new AtomicInteger();
    Runnable callback = calls::incrementAndGet;
    ObservableLongMeasurement own = meter.counterBuilder("own").buildObserver();
    Meter other = metrics.meterProvider().get("other");
    ObservableLongMeasurement others = other.counterBuilder("o").buildObserver();
    ObservableMeasurement noop = MeterProvider.noop().get("n").counterBuilder("n").buildObserver();

    meter.batchCallback(callback, null).close();
    meter.batchCallback(callback, null, (ObservableMeasurement[]) null).close();
    meter.batchCallback(callback, others);
    meter.batchCallback(callback, noop, noop, null);
    meter.batchCallback(null, own);
    Collected.take(metrics);
    assertEquals(0, calls.get());
    assertEquals(2, log.warnings().size(), () -> log.warnings().toString());
    assertTrue(log.warnings().get(0).contains("is not of meter m: null"));
    assertTrue(log.warnings().get(1).contains("Callback is null in a batch of meter m"));

    meter.batchCallback(
        () -> {
          calls.incrementAndGet();
          own.record(1);
        },
        noop,
        own);
    assertEquals(1, Collected.take(metrics).value("own"));
    assertEquals(1, calls.get());
  }

  @Test
  void nullCallback_isAWarningAndNothing() {
    meter.counterBuilder("o").buildWithCallback(null).close();
    meter.gaugeBuilder("g").buildWithCallback(null).close();
    meter.gaugeBuilder("l").ofLongs().buildWithCallback(null).close();
    meter.upDownCounterBuilder("u").ofDoubles().buildWithCallback(null).close();
    assertEquals(4, log.warnings().size());
    assertTrue(log.warnings().get(0).contains("Callback of o is null"));
    assertEquals(List.of(), Collected.take(metrics).names());
  }

  @Test
  void callbackThatNobodyReads_isNotRun() {
    OtelMetrics dropping =
        OtelMetrics.builder()
            .view(
                View.of(InstrumentSelector.named("dropped"))
                    .aggregation(Aggregation.drop())
                    .build())
            .meterConfigurator(scope -> !scope.name().equals("off"))
            .build();
    AtomicInteger calls = new AtomicInteger();
    Meter its = dropping.meterProvider().get("m");
    its.counterBuilder("dropped").buildWithCallback(m -> calls.incrementAndGet());
    its.counterBuilder("not valid").buildWithCallback(m -> calls.incrementAndGet());
    dropping
        .meterProvider()
        .get("off")
        .counterBuilder("o")
        .buildWithCallback(m -> calls.incrementAndGet());
    ObservableLongMeasurement kept = its.counterBuilder("kept").buildObserver();
    dropping.shutdown();
    its.counterBuilder("late").buildWithCallback(m -> calls.incrementAndGet());
    its.batchCallback(calls::incrementAndGet, kept);
    Collected.take(dropping);
    assertEquals(0, calls.get());
  }

  @Test
  void decreaseOfAMonotonicObservable_startsAnew() {
    OtelMetrics delta = OtelMetrics.builder().reader(ReaderOptions.of(Temporality.DELTA)).build();
    AtomicLong total = new AtomicLong(100);
    delta
        .meterProvider()
        .get("m")
        .counterBuilder("o")
        .buildWithCallback(m -> m.record(total.get()));
    delta
        .meterProvider()
        .get("m")
        .counterBuilder("d")
        .ofDoubles()
        .buildWithCallback(m -> m.record(total.get() / 2.0));
    delta
        .meterProvider()
        .get("m")
        .upDownCounterBuilder("u")
        .buildWithCallback(m -> m.record(total.get()));
    Collected.take(delta);
    total.set(30);
    Collected second = Collected.take(delta);
    assertEquals(30, second.value("o"));
    assertEquals(15.0, second.doubleValue("d"));
    assertEquals(-70, second.value("u"));
    total.set(31);
    assertEquals(1, Collected.take(delta).value("o"));
  }

  @Test
  void intervalWithoutObservation_doesNotBringTheWholeValueAgain() {
    OtelMetrics delta = OtelMetrics.builder().reader(ReaderOptions.of(Temporality.DELTA)).build();
    AtomicLong total = new AtomicLong(100);
    delta
        .meterProvider()
        .get("m")
        .counterBuilder("o")
        .buildWithCallback(
            m -> {
              if (total.get() > 0) {
                m.record(total.get());
              }
            });
    assertEquals(100, Collected.take(delta).value("o"));
    total.set(0);
    for (int i = 0; i < 5; i++) {
      assertEquals(List.of(), Collected.take(delta).names());
    }
    total.set(103);
    assertEquals(3, Collected.take(delta).value("o"));
  }
}
