package ee.otel.metrics.internal.annotation;

import io.opentelemetry.api.metrics.Meter;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The getters of beans that are observed as gauges. */
public final class Gauges {
  private Gauges() {}

  /**
   * A method of a bean whose value is observed.
   *
   * @param bean whose object is asked
   * @param isEjb whether the bean is asked through its container
   * @param method without parameters, returns a number
   */
  public record Getter(Bean<?> bean, boolean isEjb, Method method) {

    /** The value now; null while the bean's object has not been made. */
    public @Nullable Number read(BeanManager beans) {
      Object target = isEjb ? reference(beans) : existing(beans);
      return target == null ? null : (Number) invoke(target);
    }

    private Object reference(BeanManager beans) {
      Type view =
          bean.getTypes().contains(bean.getBeanClass())
              ? bean.getBeanClass()
              : bean.getTypes().stream()
                  .filter(type -> type instanceof Class<?> shown && shown.isInterface())
                  .findFirst()
                  .orElse(Object.class);
      return beans.getReference(bean, view, beans.createCreationalContext(null));
    }

    private @Nullable Object existing(BeanManager beans) {
      try {
        return beans.getContext(bean.getScope()).get(bean);
      } catch (ContextNotActiveException notNow) {
        return null;
      }
    }

    private Object invoke(Object target) {
      try {
        Method callable = method;
        if (!method.getDeclaringClass().isInstance(target)) {
          callable = target.getClass().getMethod(method.getName());
        }
        callable.setAccessible(true);
        return callable.invoke(target);
      } catch (InvocationTargetException thrown) {
        throw new IllegalStateException(thrown.getCause());
      } catch (ReflectiveOperationException notThere) {
        throw new IllegalStateException(notThere);
      }
    }
  }

  /** Whether a method can be observed: no parameters, a number, on an object. */
  public static boolean isGetter(Method method) {
    Class<?> type = method.getReturnType();
    return method.getParameterCount() == 0
        && !Modifier.isStatic(method.getModifiers())
        && !Modifier.isPrivate(method.getModifiers())
        && (Number.class.isAssignableFrom(type)
            || type.isPrimitive()
                && type != void.class
                && type != boolean.class
                && type != char.class);
  }

  /** A getter and the gauge that its annotation asks for. */
  record Found(Getter getter, MetricSpec spec) {}

  /** Begins to observe the getters; ends with the application's metrics. */
  static void observe(Meter meter, BeanManager beans, List<Found> found) {
    for (Found gauge : found) {
      MetricSpec spec = gauge.spec;
      meter
          .gaugeBuilder(spec.name())
          .setUnit(spec.unit())
          .setDescription(spec.description())
          .buildWithCallback(
              measurement -> {
                Number value = gauge.getter.read(beans);
                if (value != null) {
                  measurement.record(value.doubleValue(), spec.attributes().fixed());
                }
              });
    }
  }
}
