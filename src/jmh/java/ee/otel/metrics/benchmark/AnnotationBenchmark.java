package ee.otel.metrics.benchmark;

import ee.otel.metrics.annotation.Counted;
import ee.otel.metrics.annotation.Timed;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.advice.BucketBoundaries;
import ee.otel.metrics.internal.annotation.MeasuringInterceptor;
import ee.otel.metrics.internal.annotation.MethodMetrics;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A method that an annotation measures, through our interceptor but without a container, and the
 * same method that measures itself.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class AnnotationBenchmark {
  private static final double NANOS_PER_SECOND = 1e9;

  private final OurSdk sdk = new OurSdk(Temporality.CUMULATIVE);
  private final LongCounter counter = sdk.meter().counterBuilder("direct.counter").build();
  private final DoubleHistogram histogram =
      BucketBoundaries.advise(
              sdk.meter().histogramBuilder("direct.timer"), BucketBoundaries.SECONDS)
          .build();
  private final Worker worker = new Worker();
  private final MeasuringInterceptor counting = interceptor();
  private final MeasuringInterceptor timing = interceptor();
  private final Call counted = call("counted");
  private final Call timed = call("timed");

  private MeasuringInterceptor interceptor() {
    MeasuringInterceptor interceptor = new MeasuringInterceptor();
    interceptor.setMetrics(
        new MethodMetrics(
            sdk.meter(), new MethodMetrics.Options(true, true, true), List.of(), System::nanoTime));
    return interceptor;
  }

  private Call call(String method) {
    try {
      return new Call(worker, Worker.class.getDeclaredMethod(method));
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Benchmark
  public Object annotatedCounter() throws Exception {
    return counting.aroundInvoke(counted);
  }

  @Benchmark
  public Object directCounter() {
    counter.add(1, Attributes.empty());
    return worker.work();
  }

  @Benchmark
  public Object annotatedTimer() throws Exception {
    return timing.aroundInvoke(timed);
  }

  @Benchmark
  public Object directTimer() {
    long begin = System.nanoTime();
    try {
      return worker.work();
    } finally {
      histogram.record((System.nanoTime() - begin) / NANOS_PER_SECOND, Attributes.empty());
    }
  }

  /** Has nothing to do. */
  static final class Worker {
    @Counted
    Object counted() {
      return work();
    }

    @Timed
    Object timed() {
      return work();
    }

    Object work() {
      return this;
    }
  }

  /** What a container hands to an interceptor; it always calls the worker. */
  private record Call(Worker worker, Method method) implements InvocationContext {
    private static final Object[] NONE = {};

    @Override
    public Object getTarget() {
      return worker;
    }

    @Override
    public Object getTimer() {
      return null;
    }

    @Override
    public Method getMethod() {
      return method;
    }

    @Override
    public Constructor<?> getConstructor() {
      return null;
    }

    @Override
    public Object[] getParameters() {
      return NONE;
    }

    @Override
    public void setParameters(Object[] parameters) {}

    @Override
    public Map<String, Object> getContextData() {
      return Map.of();
    }

    @Override
    public Object proceed() {
      return worker.work();
    }
  }
}
