package ee.otel.metrics.internal.meter;

import io.opentelemetry.api.common.AttributeKey;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Advice for attribute keys, where the OpenTelemetry API's incubator is on the class path: its
 * extended builders have a {@code setAttributesAdvice}, the stable ones have not.
 *
 * <p>The extended interfaces are known by name only, so that this library needs no incubator. A
 * builder is wrapped in a proxy that knows one method more; what it builds is not.
 */
final class AttributesAdvice {
  private static final String EXTENDED = "io.opentelemetry.api.incubator.metrics.Extended";
  private static final String METHOD = "setAttributesAdvice";

  private AttributesAdvice() {}

  /** The builder, extended where there is an extended interface of its kind. */
  static <B> B offer(Class<B> api, InstrumentBuilder<B> builder) {
    Class<? extends B> extended = extended(api);
    return extended == null
        ? builder.self()
        : extended.cast(
            Proxy.newProxyInstance(
                extended.getClassLoader(), new Class<?>[] {extended}, new Advised<>(builder)));
  }

  private static <B> @Nullable Class<? extends B> extended(Class<B> api) {
    try {
      return Class.forName(EXTENDED + api.getSimpleName(), false, api.getClassLoader())
          .asSubclass(api);
    } catch (ClassNotFoundException | LinkageError | ClassCastException notThere) {
      return null;
    }
  }

  private record Advised<B>(InstrumentBuilder<B> builder) implements InvocationHandler {
    @Override
    @SuppressWarnings("unchecked") // the parameter of that one method is a list of keys
    public @Nullable Object invoke(
        Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
      if (method.getName().equals(METHOD) && arguments != null) {
        builder.adviseAttributes((List<AttributeKey<?>>) arguments[0]);
        return proxy;
      }
      if (!method.getDeclaringClass().isInstance(builder)) {
        return InvocationHandler.invokeDefault(proxy, method, arguments);
      }
      Object result;
      try {
        result = method.invoke(builder, arguments);
      } catch (InvocationTargetException e) {
        throw e.getTargetException();
      }
      if (result == builder) {
        return proxy;
      }
      return result instanceof InstrumentBuilder<?> other
          ? offerRaw(method.getReturnType(), other)
          : result;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a builder method returns what its type says
    private static Object offerRaw(Class<?> api, InstrumentBuilder<?> builder) {
      return offer((Class) api, (InstrumentBuilder) builder);
    }
  }
}
