package ee.otel.metrics.internal.annotation;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A method of a bean whose value is observed.
 *
 * @param bean whose object is asked
 * @param isEjb whether the bean is asked through its container
 * @param method without parameters, returns a number
 */
public record GaugeGetter(Bean<?> bean, boolean isEjb, Method method) {

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
