package ee.otel.metrics.internal.annotation;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is recorded of one method or constructor. Immutable: made once, then used for
 * each invocation without a look-up.
 */
final class MethodMetric {
  private static final @Nullable Object[] NO_PARAMETERS = {};

  private final Recording[] recordings;
  private final Class<?> declaredResult;
  private final boolean asynchronous;
  private final boolean hasParameters;
  private final boolean hasEnd;
  private final LongSupplier nanoTime;

  MethodMetric(Executable member, List<Recording> recordings, LongSupplier nanoTime) {
    this.recordings = recordings.toArray(Recording[]::new);
    this.declaredResult = member instanceof Method method ? method.getReturnType() : void.class;
    this.asynchronous = mayBeAsynchronous(declaredResult);
    this.hasParameters = member.getParameterCount() > 0;
    this.hasEnd = recordings.stream().anyMatch(Recording::hasEnd);
    this.nanoTime = nanoTime;
  }

  private static boolean mayBeAsynchronous(Class<?> type) {
    return type == Future.class
        || type == Object.class
        || CompletionStage.class.isAssignableFrom(type);
  }

  /** Records the invocation and lets it run. */
  @Nullable Object call(InvocationContext invocation) throws Exception {
    if (recordings.length == 0) {
      return invocation.proceed();
    }
    @Nullable Object[] parameters = hasParameters ? invocation.getParameters() : NO_PARAMETERS;
    long begin = hasEnd ? nanoTime.getAsLong() : 0;
    for (Recording recording : recordings) {
      recording.begin(parameters);
    }
    if (!hasEnd) {
      return invocation.proceed();
    }
    Object result;
    try {
      result = invocation.proceed();
    } catch (Throwable failure) {
      end(parameters, begin, null, failure);
      throw failure;
    }
    if (asynchronous) {
      Context context =
          Context.current(); // Has the span that an exemplar shows, on whatever thread.
      return Completion.listen(
          result,
          declaredResult,
          (value, failure) -> {
            Scope scope = context.makeCurrent();
            try {
              end(parameters, begin, value, failure);
            } finally {
              scope.close();
            }
          });
    }
    end(parameters, begin, result, null);
    return result;
  }

  private void end(
      @Nullable Object[] parameters,
      long begin,
      @Nullable Object result,
      @Nullable Throwable failure) {
    long nanos = nanoTime.getAsLong() - begin;
    for (Recording recording : recordings) {
      recording.end(parameters, nanos, result, failure);
    }
  }
}
