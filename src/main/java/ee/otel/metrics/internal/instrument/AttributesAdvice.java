package ee.otel.metrics.internal.instrument;

import io.opentelemetry.api.common.AttributeKey;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The builders of the OpenTelemetry API's incubator, where the application sees it: they take
 * advice for attribute keys and, before API 1.32, for bucket boundaries.
 *
 * <p>Their interfaces are known by name only, so that this library needs no incubator. They are
 * looked up once for each kind of builder: by this library's class loader and by the context class
 * loader of the thread that builds the first instrument. A builder is wrapped in a proxy that knows
 * those methods; what it builds is not. Any thread.
 */
final class AttributesAdvice {
  private static final List<String> INCUBATORS =
      List.of(
          "io.opentelemetry.api.incubator.metrics.Extended",
          "io.opentelemetry.extension.incubator.metrics.Extended"); // before 1.37

  /** By interface of the API: its extension, or nothing. */
  private final Map<Class<?>, Optional<Class<?>>> extensions = new ConcurrentHashMap<>();

  /** The builder, extended where there is an extended interface of its kind. */
  <B> B offer(Class<B> api, InstrumentBuilder<B> builder) {
    Optional<Class<?>> extended =
        extensions.computeIfAbsent(api, unused -> Optional.ofNullable(find(api)));
    return extended.isEmpty() ? builder.self() : api.cast(proxy(extended.get(), builder));
  }

  /** A proxy of our own class loader, where it sees the interface, knows boundaries by name too. */
  private Object proxy(Class<?> extended, InstrumentBuilder<?> builder) {
    InvocationHandler handler = new Advised<>(this, builder);
    ClassLoader own = AttributesAdvice.class.getClassLoader();
    return isSeenBy(own, extended)
        ? Proxy.newProxyInstance(own, new Class<?>[] {extended, BoundariesByName.class}, handler)
        : Proxy.newProxyInstance(extended.getClassLoader(), new Class<?>[] {extended}, handler);
  }

  private static boolean isSeenBy(@Nullable ClassLoader loader, Class<?> type) {
    try {
      return Class.forName(type.getName(), false, loader) == type;
    } catch (ClassNotFoundException | LinkageError notThere) {
      return false;
    }
  }

  /**
   * The method of the API's histogram builders since 1.32; callers with an older API find it by its
   * name.
   */
  interface BoundariesByName {
    Object setExplicitBucketBoundariesAdvice(List<? extends Number> boundaries);
  }

  private static @Nullable Class<?> find(Class<?> api) {
    for (String incubator : INCUBATORS) {
      Class<?> own = load(incubator, api, AttributesAdvice.class.getClassLoader());
      Class<?> found =
          own != null ? own : load(incubator, api, Thread.currentThread().getContextClassLoader());
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Class<?> load(
      String incubator, Class<?> api, @Nullable ClassLoader loader) {
    try {
      Class<?> found = Class.forName(incubator + api.getSimpleName(), false, loader);
      return api.isAssignableFrom(found) ? found : null; // or it extends another copy of the API
    } catch (ClassNotFoundException | LinkageError notThere) {
      return null;
    }
  }

  private record Advised<B>(AttributesAdvice advice, InstrumentBuilder<B> builder)
      implements InvocationHandler {
    @Override
    @SuppressWarnings("unchecked") // the parameters of these methods are known
    public @Nullable Object invoke(
        Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
      if (arguments != null && arguments.length == 1) {
        switch (method.getName()) {
          case "setAttributesAdvice" -> {
            builder.adviseAttributes((List<AttributeKey<?>>) arguments[0]);
            return proxy;
          }
          case "setExplicitBucketBoundariesAdvice" -> {
            builder.advise((List<? extends Number>) arguments[0]);
            return proxy;
          }
          case "setAdvice" -> {
            if (arguments[0] instanceof Consumer<?> consumer) {
              ((Consumer<Object>) consumer).accept(configurer(method));
            }
            return proxy;
          }
          default -> {}
        }
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

    /** The object that the consumer of the older incubator's {@code setAdvice} is given. */
    private Object configurer(Method setAdvice) {
      ParameterizedType consumer = (ParameterizedType) setAdvice.getGenericParameterTypes()[0];
      Class<?> type = (Class<?>) consumer.getActualTypeArguments()[0];
      return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this::configure);
    }

    @SuppressWarnings("unchecked") // the parameters of these methods are known
    private @Nullable Object configure(
        Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
      Object argument = arguments == null || arguments.length == 0 ? null : arguments[0];
      switch (method.getName()) {
        case "setExplicitBucketBoundaries" -> builder.advise((List<? extends Number>) argument);
        case "setAttributes" -> builder.adviseAttributes((List<AttributeKey<?>>) argument);
        default -> {
          if (method.getDeclaringClass() == Object.class) {
            return method.invoke(builder, arguments);
          }
        }
      }
      return proxy;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a builder method returns what its type says
    private Object offerRaw(Class<?> api, InstrumentBuilder<?> other) {
      return advice.offer((Class) api, (InstrumentBuilder) other);
    }
  }
}
