package ee.otel.metrics;

import ee.otel.metrics.data.HistogramPoint;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** An application that uses everything of the current API, whatever API it is given. */
public final class OlderApiProgram implements Callable<Map<String, String>> {
  private final OtelMetrics metrics = OtelMetrics.builder().build();
  private final Meter meter = metrics.meterProvider().get("shop");
  private final Map<String, String> outcomes = new TreeMap<>();

  @Override
  public Map<String, String> call() {
    attempt("counter", () -> meter.counterBuilder("counter").build().add(1));
    attempt("upDownCounter", () -> meter.upDownCounterBuilder("upDownCounter").build().add(1));
    attempt("histogram", () -> meter.histogramBuilder("histogram").build().record(1));
    attempt(
        "observable", () -> meter.gaugeBuilder("observable").buildWithCallback(m -> m.record(1)));
    attempt("gauge", () -> meter.gaugeBuilder("gauge").build().set(1));
    attempt(
        "setExplicitBucketBoundariesAdvice",
        () ->
            meter
                .histogramBuilder("advised")
                .setExplicitBucketBoundariesAdvice(List.of(1.0))
                .build());
    LongCounter counter = meter.counterBuilder("enabled").build();
    attempt(
        "isEnabled", () -> counter.isEnabled()); // a method reference is linked before it is tried
    attempt("valueKey", () -> AttributeKey.valueKey("key"));
    attempt("incubator's advice", this::adviseByTheOldIncubator);
    outcomes.put("collected", collected());
    return outcomes;
  }

  private void attempt(String what, Runnable use) {
    try {
      use.run();
      outcomes.put(what, "works");
    } catch (LinkageError | RuntimeException e) {
      outcomes.put(what, e.getClass().getSimpleName());
    }
  }

  private String collected() {
    List<String> names =
        Collected.take(metrics).metrics().stream().map(each -> each.name()).sorted().toList();
    return String.join(" ", names);
  }

  /** What an application that was compiled against the incubator of its time does. */
  private void adviseByTheOldIncubator() {
    DoubleHistogramBuilder builder = meter.histogramBuilder("old.advice");
    try {
      Method setAdvice =
          Class.forName(
                  "io.opentelemetry.extension.incubator.metrics.ExtendedDoubleHistogramBuilder")
              .getMethod("setAdvice", Consumer.class);
      Class<?> configurer =
          (Class<?>)
              ((ParameterizedType) setAdvice.getGenericParameterTypes()[0])
                  .getActualTypeArguments()[0];
      Method boundaries = configurer.getMethod("setExplicitBucketBoundaries", List.class);
      Consumer<Object> consumer =
          advice -> {
            try {
              boundaries.invoke(advice, List.of(2.0, 4.0));
            } catch (ReflectiveOperationException e) {
              throw new IllegalStateException(e);
            }
          };
      setAdvice.invoke(builder, consumer);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    builder.build().record(3);
    HistogramPoint point =
        (HistogramPoint) Collected.peek(metrics).metric("old.advice").data().points().get(0);
    if (point.boundaries().length != 2) {
      throw new IllegalStateException("not heard");
    }
  }
}
