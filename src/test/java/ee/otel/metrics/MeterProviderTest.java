package ee.otel.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.internal.instrument.OtelMeterProvider;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleGauge;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MeterProviderTest {
  private final OtelMetrics metrics = OtelMetrics.builder().build();

  @Test
  void provider_canBeTheGlobalOne() {
    GlobalOpenTelemetry.resetForTest();
    try {
      GlobalOpenTelemetry.set(
          new MetricsOpenTelemetry(OpenTelemetry.noop(), metrics.meterProvider()));
      GlobalOpenTelemetry.getMeter("shop").counterBuilder("orders").build().add(1);

      assertEquals(1, Collected.peek(metrics).value("orders"));
    } finally {
      GlobalOpenTelemetry.resetForTest();
    }
  }

  @Test
  void providers_knowNothingOfEachOther() {
    OtelMetrics other = OtelMetrics.builder().build();
    metrics.meterProvider().get("shop").counterBuilder("orders").build().add(1);
    other.meterProvider().get("shop").counterBuilder("orders").build().add(2);
    assertEquals(1, Collected.peek(metrics).value("orders"));
    metrics.shutdown();
    other.meterProvider().get("shop").counterBuilder("orders").build().add(2);

    assertEquals(4, Collected.peek(other).value("orders"));
  }

  @Test
  void nameVersionAndSchema_areTheScopeOfTheMetrics() {
    Meter meter =
        metrics
            .meterProvider()
            .meterBuilder("shop")
            .setInstrumentationVersion("1.0")
            .setSchemaUrl("http://schema")
            .build();
    meter.counterBuilder("orders").build().add(1);

    assertEquals(
        new Scope("shop", "1.0", "http://schema", Attributes.empty()),
        Collected.peek(metrics).metric("orders").scope());
  }

  @Test
  void attributes_areOfTheScopeAndTellMetersApart() {
    OtelMeterProvider provider = (OtelMeterProvider) metrics.meterProvider();
    Scope red = new Scope("shop", null, null, Collected.of("colour", "red"));
    provider.meter(red).counterBuilder("orders").build().add(1);
    provider.get("shop").counterBuilder("orders").build().add(2);

    assertEquals(
        Set.of(red, Scope.named("shop")),
        metrics.readers().get(0).peek().stream()
            .map(MetricSnapshot::scope)
            .collect(Collectors.toSet()));
  }

  @Test
  void sameScope_isTheSameMeter() {
    assertSame(metrics.meterProvider().get("shop"), metrics.meterProvider().get("shop"));
  }

  @Test
  void everyMethod_mayBeCalledFromManyThreads() throws Exception {
    int threads = 8;
    int rounds = 200;
    int meters = 5000;
    CyclicBarrier start = new CyclicBarrier(threads);
    Callable<Void> work =
        () -> {
          start.await();
          for (int i = 0; i < meters; i++) {
            metrics.meterProvider().get(Thread.currentThread().getName() + i);
          }
          for (int i = 0; i < rounds; i++) {
            Meter meter = metrics.meterProvider().get("shop" + i);
            meter.counterBuilder("orders").build().add(1, Collected.set(i % 10));
            meter.histogramBuilder("latency").ofLongs().build().record(i);
            ObservableDoubleGauge stock =
                meter.gaugeBuilder("stock").buildWithCallback(m -> m.record(1));
            if (i % 50 == 0) {
              metrics.readers().get(0).peek();
            }
            stock.close();
          }
          return null;
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(pool.submit(work));
      }
      for (Future<Void> one : running) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
    List<MetricSnapshot> orders =
        metrics.readers().get(0).peek().stream().filter(m -> m.name().equals("orders")).toList();
    assertEquals(rounds, orders.size());
    for (MetricSnapshot metric : orders) {
      assertEquals(threads, new Collected(List.of(metric)).total("orders"));
    }
  }
}
