package ee.otel.metrics.internal.annotation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.annotation.Attribute;
import ee.otel.metrics.annotation.Counted;
import ee.otel.metrics.annotation.StaticAttribute;
import ee.otel.metrics.annotation.Timed;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.internal.advice.BucketBoundaries;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MethodMetricsTest {
  private final OtelMetrics metrics = OtelMetrics.builder().build();
  private final AtomicLong nanos = new AtomicLong();
  private final MethodMetrics methods =
      new MethodMetrics(
          metrics.meterProvider().get("test"),
          new MethodMetrics.Options(true, true, true),
          List.of(),
          nanos::get);

  @Counted
  @StaticAttribute(name = "shop", value = "north")
  static class Shop {
    @Timed(name = "shop.sale", description = "Sales.")
    @StaticAttribute(name = "desk", value = "1")
    @StaticAttribute(name = "shop", value = "south")
    void sell(@Attribute(name = "kind") String kind, int unnoticed, @Attribute(name = "n") int n) {}

    @Timed
    CompletionStage<String> later() {
      return new CompletableFuture<>();
    }

    @Timed
    Future<String> future() {
      return new CompletableFuture<>();
    }

    @Counted(name = "shop.answers")
    @Attribute(name = "answer")
    boolean answer() {
      return true;
    }

    void bare() {}
  }

  /** As containers generate them. */
  static class Shop$$Proxy extends Shop {}

  private Object call(Class<?> target, String name, Callable<?> body, Object... parameters)
      throws Exception {
    Method method =
        List.of(Shop.class.getDeclaredMethods()).stream()
            .filter(candidate -> candidate.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return methods.of(target, method).call(new Invocation(method, parameters, body));
  }

  private HistogramPoint time(String name, Attributes attributes) {
    return (HistogramPoint) Collected.peek(metrics).point(name, attributes);
  }

  private long count(String name, Attributes attributes) {
    return Collected.peek(metrics).value(name, attributes);
  }

  private static final Attributes NORTH = Collected.of("shop", "north");

  @Test
  void parametersAndStaticAttributes_areAttributes() throws Exception {
    call(Shop.class, "sell", () -> null, "book", 7, 3);
    Attributes attributes =
        Attributes.of(
            AttributeKey.stringKey("shop"), "south",
            AttributeKey.stringKey("desk"), "1",
            AttributeKey.stringKey("kind"), "book",
            AttributeKey.longKey("n"), 3L);
    assertEquals(1, time("shop.sale", attributes).count());
    assertEquals(1, count("Shop.sell", attributes));
  }

  @Test
  void nullParameter_givesNoAttribute() throws Exception {
    call(Shop.class, "sell", () -> null, null, 7, 3);
    assertEquals(
        List.of(false),
        Collected.peek(metrics).points("shop.sale").stream()
            .map(point -> point.attributes().attributes().asMap().toString().contains("kind"))
            .toList());
  }

  @Test
  void duration_isInSeconds() throws Exception {
    call(Shop.class, "sell", () -> nanos.addAndGet(1_500_000_000), "book", 7, 3);
    MetricSnapshot sale = Collected.peek(metrics).metric("shop.sale");
    assertEquals("s", sale.unit());
    assertEquals("Sales.", sale.description());
    assertEquals(1.5, ((HistogramPoint) sale.data().points().get(0)).sum());
    assertArrayEquals(
        BucketBoundaries.SECONDS.stream().mapToDouble(Double::doubleValue).toArray(),
        ((HistogramPoint) sale.data().points().get(0)).boundaries());
  }

  @Test
  void exception_reachesTheCallerAndIsTheErrorType() {
    IllegalStateException broken = new IllegalStateException();
    Callable<?> failing =
        () -> {
          throw broken;
        };
    assertSame(
        broken,
        assertThrows(IllegalStateException.class, () -> call(Shop.class, "later", failing)));
    assertEquals(
        1,
        time(
                "Shop.later.duration",
                NORTH.toBuilder().put("error.type", "java.lang.IllegalStateException").build())
            .count());
  }

  @Test
  void stage_isMeasuredWhenItCompletes() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    assertSame(stage, call(Shop.class, "later", () -> stage));
    assertEquals(List.of(), Collected.peek(metrics).points("Shop.later.duration"));
    nanos.set(2_000_000_000);
    stage.complete("done");
    assertEquals(2, time("Shop.later.duration", NORTH).sum());
  }

  @Test
  void stageThatFails_isAnError() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    call(Shop.class, "later", () -> stage.thenApply(text -> text));
    stage.completeExceptionally(new IllegalStateException());
    assertEquals(
        1,
        time(
                "Shop.later.duration",
                NORTH.toBuilder().put("error.type", "java.lang.IllegalStateException").build())
            .count());
  }

  @Test
  void future_isMeasuredWhenSomebodyLearnsThatItIsDone() throws Exception {
    FutureTask<String> task = new FutureTask<>(() -> "done");
    Future<?> watched = (Future<?>) call(Shop.class, "future", () -> task);
    assertNotSame(task, watched);
    assertEquals(false, watched.isDone());
    assertEquals(List.of(), Collected.peek(metrics).points("Shop.future.duration"));
    nanos.set(3_000_000_000L);
    task.run();
    assertEquals("done", watched.get());
    assertEquals("done", watched.get());
    assertEquals(true, watched.isDone());
    assertEquals(1, time("Shop.future.duration", NORTH).count());
    assertEquals(3, time("Shop.future.duration", NORTH).sum());
  }

  @Test
  void futureThatFails_isAnError() throws Exception {
    FutureTask<String> task =
        new FutureTask<>(
            () -> {
              throw new IllegalStateException();
            });
    Future<?> watched = (Future<?>) call(Shop.class, "future", () -> task);
    task.run();
    assertThrows(ExecutionException.class, watched::get);
    assertEquals(
        1,
        time(
                "Shop.future.duration",
                NORTH.toBuilder().put("error.type", "java.lang.IllegalStateException").build())
            .count());
  }

  @Test
  void futureThatIsCancelled_isMeasured() throws Exception {
    FutureTask<String> task = new FutureTask<>(() -> "done");
    Future<?> watched = (Future<?>) call(Shop.class, "future", () -> task);
    watched.cancel(false);
    assertEquals(1, Collected.peek(metrics).points("Shop.future.duration").size());
  }

  @Test
  void returnValue_isAnAttributeAndCountsAtTheEnd() throws Exception {
    call(
        Shop.class,
        "answer",
        () -> {
          assertEquals(List.of(), Collected.peek(metrics).points("shop.answers"));
          return true;
        });
    assertEquals(
        1,
        count(
            "shop.answers",
            NORTH.toBuilder().put(AttributeKey.booleanKey("answer"), true).build()));
  }

  @Test
  void classLevel_countsBeforeTheBodyRuns() throws Exception {
    call(
        Shop.class,
        "bare",
        () -> {
          assertEquals(1, count("Shop.bare", NORTH));
          return null;
        });
  }

  @Test
  void generatedClass_isMeasuredAsTheOneBelow() throws Exception {
    call(Shop$$Proxy.class, "bare", () -> null);
    assertEquals(1, count("Shop.bare", NORTH));
  }

  @Test
  void method_isResolvedOnce() throws Exception {
    Method bare = Shop.class.getDeclaredMethod("bare");
    assertSame(methods.of(Shop.class, bare), methods.of(Shop.class, bare));
  }

  @Test
  void nothingAsked_measuresNothing() throws Exception {
    MethodMetrics off =
        new MethodMetrics(
            metrics.meterProvider().get("off"),
            new MethodMetrics.Options(false, false, false),
            List.of(),
            nanos::get);
    Method bare = Shop.class.getDeclaredMethod("bare");
    off.of(Shop.class, bare).call(new Invocation(bare, new Object[0], () -> null));
    assertEquals(List.of(), Collected.peek(metrics).names());
  }

  @Test
  void recorderThatThrows_isOneWarningAndDisturbsNoCall() throws Exception {
    try (RecordedLog log = new RecordedLog()) {
      MethodMetrics broken =
          new MethodMetrics(
              metrics.meterProvider().get("broken"),
              new MethodMetrics.Options(true, false, false),
              List.of(
                  (bean, member) -> {
                    throw new IllegalArgumentException("two metrics");
                  }),
              nanos::get);
      Method bare = Shop.class.getDeclaredMethod("bare");
      for (int i = 0; i < 2; i++) {
        broken.of(Shop.class, bare).call(new Invocation(bare, new Object[0], () -> null));
      }
      assertEquals(2, count("Shop.bare", NORTH));
      assertEquals(1, log.warnings().size(), log.warnings()::toString);
    }
  }

  @Test
  void asynchronousEnd_isMeasuredInTheContextOfItsBegin() throws Exception {
    ContextKey<String> key = ContextKey.named("caller");
    List<String> seen = new ArrayList<>();
    Recording recording =
        new Recording() {
          @Override
          public void end(Object[] parameters, long nanos, Object result, Throwable failure) {
            seen.add(Context.current().get(key));
          }

          @Override
          public boolean hasEnd() {
            return true;
          }
        };
    Method later = Shop.class.getDeclaredMethod("later");
    MethodMetric metric = new MethodMetric(later, List.of(recording), nanos::get);
    CompletableFuture<String> stage = new CompletableFuture<>();
    try (Scope caller = Context.current().with(key, "request").makeCurrent()) {
      assertSame(stage, metric.call(new Invocation(later, new Object[0], () -> stage)));
      assertEquals("request", Context.current().get(key), caller::toString);
    }
    stage.complete("done");
    assertEquals(List.of("request"), seen);
  }
}
