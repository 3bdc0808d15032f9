package ee.otel.metrics.internal.annotation;

import ee.otel.metrics.annotation.Measured;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.TransientReference;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundConstruct;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.reflect.Executable;
import org.jspecify.annotations.Nullable;

/**
 * Measures the methods and constructors that annotations name. Each target object has one of its
 * own, which remembers the last method: most objects have one that is called again and again.
 */
@Measured
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
public class MeasuringInterceptor implements Serializable {
  private static final long serialVersionUID = 1;

  private transient @Nullable MethodMetrics metrics;
  private transient @Nullable Last last;

  /** The method that was called last. Immutable, so that a race costs a look-up and no more. */
  private record Last(Executable method, MethodMetric metric) {}

  @Inject
  public void setMetrics(@TransientReference MethodMetrics metrics) {
    this.metrics = metrics;
  }

  @AroundInvoke
  public @Nullable Object aroundInvoke(InvocationContext context) throws Exception {
    return measure(context, context.getMethod(), context.getTarget().getClass());
  }

  @AroundTimeout
  public @Nullable Object aroundTimeout(InvocationContext context) throws Exception {
    return measure(context, context.getMethod(), context.getTarget().getClass());
  }

  @AroundConstruct
  public @Nullable Object aroundConstruct(InvocationContext context) throws Exception {
    Executable constructor = context.getConstructor();
    return measure(context, constructor, constructor.getDeclaringClass());
  }

  private @Nullable Object measure(InvocationContext context, Executable member, Class<?> target)
      throws Exception {
    Last known = last;
    if (known != null && (known.method == member || known.method.equals(member))) {
      return known.metric.call(context);
    }
    MethodMetrics all = metrics;
    if (all == null) { // After it was passivated.
      all = CDI.current().select(MethodMetrics.class).get();
      metrics = all;
    }
    MethodMetric metric = all.of(target, member);
    last = new Last(member, metric);
    return metric.call(context);
  }
}
