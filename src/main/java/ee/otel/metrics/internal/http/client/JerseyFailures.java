package ee.otel.metrics.internal.http.client;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Hears of requests that failed without a response, such as a refused connection: no filter does.
 * Jersey tells a {@code PostInvocationInterceptor}, which is not a part of Jakarta REST and
 * therefore implemented by a proxy.
 */
final class JerseyFailures implements InvocationHandler {
  private static final String INTERCEPTOR =
      "org.glassfish.jersey.client.spi.PostInvocationInterceptor";

  private JerseyFailures() {}

  static void register(FeatureContext context) {
    try {
      ClassLoader loader = context.getConfiguration().getClass().getClassLoader();
      Class<?> interceptor = Class.forName(INTERCEPTOR, false, loader);
      context.register(
          Proxy.newProxyInstance(
              interceptor.getClassLoader(), new Class<?>[] {interceptor}, new JerseyFailures()),
          interceptor);
    } catch (ClassNotFoundException | LinkageError | RuntimeException notJersey) {
      // Requests that fail without a response are not measured.
    }
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments) {
    return switch (method.getName()) {
      case "onException" -> {
        if (arguments[0] instanceof ClientRequestContext request) {
          ClientCalls.failed(request, cause(arguments[1]));
        }
        yield null;
      }
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> proxy == arguments[0];
      case "toString" -> JerseyFailures.class.getName();
      default -> null;
    };
  }

  /** The first throwable of Jersey's {@code ExceptionContext}. */
  private static @Nullable Throwable cause(@Nullable Object context) {
    try {
      if (context != null) {
        for (Class<?> type : context.getClass().getInterfaces()) {
          if (type.getName().startsWith(INTERCEPTOR)
              && type.getMethod("getThrowables").invoke(context) instanceof Collection<?> thrown) {
            return (Throwable) thrown.iterator().next();
          }
        }
      }
    } catch (ReflectiveOperationException | RuntimeException untold) {
      return null;
    }
    return null;
  }
}
