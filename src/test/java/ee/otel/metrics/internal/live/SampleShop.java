package ee.otel.metrics.internal.live;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.data.Resource;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A shop that is busy whenever somebody looks: each snapshot first records what happened since the
 * one before. Not safe for several threads.
 */
final class SampleShop implements LiveSource {
  private static final AttributeKey<String> PAYMENT = AttributeKey.stringKey("shop.payment");
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> POOL = AttributeKey.stringKey("jvm.memory.pool.name");
  private static final List<String> ROUTES =
      List.of("/shop/carts", "/shop/carts/{id}", "/shop/stock/{product}", "/shop/orders");
  private static final List<String> PAYMENTS = List.of("card", "invoice", "voucher", "prepaid");

  private final Random random = new Random(7);
  private final LongSupplier millis;
  private final OtelMetrics metrics;
  private final Resource resource =
      new Resource(
          Attributes.builder()
              .put("service.name", "shop")
              .put("service.instance.id", "b0d7…")
              .build(),
          null);
  private final LongCounter orders;
  private final DoubleCounter revenue;
  private final LongUpDownCounter carts;
  private final DoubleHistogram requests;
  private final DoubleHistogram lines;
  private final AtomicLong used = new AtomicLong(300 << 20);
  private long snapshots;

  /**
   * @param millis a clock, in milliseconds since the epoch
   */
  SampleShop(LongSupplier millis) {
    this.millis = millis;
    this.metrics = OtelMetrics.builder().clock(() -> millis.getAsLong() * 1_000_000).build();
    Meter shop =
        metrics.meterProvider().meterBuilder("shop").setInstrumentationVersion("2.1").build();
    orders =
        shop.counterBuilder("shop.orders")
            .setUnit("{order}")
            .setDescription("Orders that were paid")
            .build();
    revenue =
        shop.counterBuilder("shop.revenue")
            .ofDoubles()
            .setUnit("EUR")
            .setDescription("What customers paid")
            .build();
    carts =
        shop.upDownCounterBuilder("shop.carts.open")
            .setUnit("{cart}")
            .setDescription("Carts that wait for their owners")
            .build();
    lines =
        shop.histogramBuilder("shop.order.lines")
            .setUnit("{line}")
            .setDescription("How many products are in an order")
            .setExplicitBucketBoundariesAdvice(List.of(1d, 2d, 3d, 5d, 8d, 13d, 21d))
            .build();
    shop.gaugeBuilder("shop.queue.length")
        .ofLongs()
        .setUnit("{message}")
        .setDescription("Messages that wait for the warehouse")
        .buildWithCallback(
            gauge ->
                gauge.record(Math.round(40 + 25 * Math.sin(snapshots / 9.0) + random.nextInt(6))));
    Meter http = metrics.meterProvider().get("ee.otel.http");
    requests =
        http.histogramBuilder("http.server.request.duration")
            .setUnit("s")
            .setDescription("Duration of HTTP server requests.")
            .setExplicitBucketBoundariesAdvice(
                List.of(
                    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1d, 2.5, 5d, 7.5, 10d))
            .build();
    jvm(metrics.meterProvider().get("ee.otel.jvm"));
  }

  private void jvm(Meter jvm) {
    jvm.upDownCounterBuilder("jvm.memory.used")
        .setUnit("By")
        .setDescription("Measure of memory used.")
        .buildWithCallback(
            memory -> {
              memory.record(used.get(), Attributes.of(POOL, "G1 Eden Space"));
              memory.record(180 << 20, Attributes.of(POOL, "G1 Old Gen"));
              memory.record(92 << 20, Attributes.of(POOL, "Metaspace"));
            });
    jvm.gaugeBuilder("jvm.cpu.recent_utilization")
        .setUnit("1")
        .setDescription("Recent CPU utilization for the process as reported by the JVM.")
        .buildWithCallback(
            gauge ->
                gauge.record(0.3 + 0.2 * Math.sin(snapshots / 14.0) + random.nextDouble() / 12));
    jvm.upDownCounterBuilder("jvm.thread.count")
        .setUnit("{thread}")
        .setDescription("Number of executing platform threads.")
        .buildWithCallback(threads -> threads.record(61 + snapshots / 20 % 5));
  }

  OtelMetrics metrics() {
    return metrics;
  }

  @Override
  public LiveSnapshot snapshot() {
    snapshots++;
    used.set((300L << 20) + (snapshots * 9 % 130 << 20));
    double busy = 1 + 0.6 * Math.sin(snapshots / 11.0);
    for (int i = 0; i < 60 * busy; i++) {
      request();
    }
    for (int i = 0; i < 9 * busy; i++) {
      order();
    }
    carts.add(random.nextInt(7) - 3);
    return new LiveSnapshot(
        List.of(new LiveSnapshot.ResourceMetrics(resource, metrics.readers().get(0).peek())),
        new LiveStatus(
            List.of(
                new LiveStatus.Route(
                    "OTLP to http://localhost:4318/v1/metrics every 60 s",
                    LiveStatus.Outcome.SUCCESS,
                    "accepted, 23 points",
                    millis.getAsLong() - 12_000,
                    "")),
            List.of(),
            metrics.metrics().liveSeries().entrySet().stream()
                .map(use -> new LiveStatus.StreamUse(use.getKey(), use.getValue(), 2000, 0))
                .toList()));
  }

  private void request() {
    int route = Math.min(random.nextInt(5), 3);
    double seconds = 0.02 * Math.exp(random.nextGaussian() * 0.8) * (route == 3 ? 5 : 1);
    boolean failed = random.nextInt(60) == 0;
    Attributes attributes =
        Attributes.of(
            METHOD, route == 0 ? "POST" : "GET",
            ROUTE, ROUTES.get(route),
            STATUS, failed ? 503L : 200L);
    if (random.nextInt(150) == 0) {
      Scope traced = span();
      try (traced) {
        requests.record(seconds, attributes);
      }
    } else {
      requests.record(seconds, attributes);
    }
  }

  private void order() {
    String payment = PAYMENTS.get(Math.min(random.nextInt(6) / 2, 3));
    Attributes attributes = Attributes.of(PAYMENT, payment);
    orders.add(1, attributes);
    revenue.add(5 + 90 * random.nextDouble(), attributes);
    lines.record(1 + Math.abs(random.nextGaussian() * 4), attributes);
  }

  private Scope span() {
    return Span.wrap(
            SpanContext.create(
                String.format(Locale.ROOT, "%016x%016x", random.nextLong(), random.nextLong()),
                String.format(Locale.ROOT, "%016x", random.nextLong()),
                TraceFlags.getSampled(),
                TraceState.getDefault()))
        .makeCurrent();
  }
}
