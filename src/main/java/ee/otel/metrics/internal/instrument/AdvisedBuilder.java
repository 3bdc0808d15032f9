package ee.otel.metrics.internal.instrument;

import io.opentelemetry.api.common.AttributeKey;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Handles the calls of an extended builder: takes advice itself, and passes all else on. */
record AdvisedBuilder<B>(AttributesAdvice advice, InstrumentBuilder<B> builder)
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
