package ee.otel.metrics.internal.instrument;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
    InvocationHandler handler = new AdvisedBuilder<>(this, builder);
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
}
