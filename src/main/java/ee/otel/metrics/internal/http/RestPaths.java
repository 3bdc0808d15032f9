package ee.otel.metrics.internal.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The path templates of resource classes and methods, wherever they are annotated: at the class or
 * method itself, at a superclass or at an interface (Jakarta REST: <em>Annotation
 * Inheritance</em>).
 */
public final class RestPaths {
  private RestPaths() {}

  /** The template of a class; null where it has none. */
  public static @Nullable String of(Class<?> type) {
    for (Class<?> each : withSupertypes(type)) {
      Path path = each.getAnnotation(Path.class);
      if (path != null) {
        return path.value();
      }
    }
    return null;
  }

  /** The template of a method of that class or of a subclass; null where it has none. */
  public static @Nullable String of(Class<?> type, Method method) {
    Path path = annotated(type, method).getAnnotation(Path.class);
    return path == null ? null : path.value();
  }

  /** The methods of a class that lead to another resource, each as it is annotated. */
  public static List<Method> locators(Class<?> type) {
    List<Method> locators = new ArrayList<>();
    Set<String> signatures = new LinkedHashSet<>();
    for (Class<?> each : withSupertypes(type)) {
      for (Method method : each.getDeclaredMethods()) {
        if (isAnnotated(method) && signatures.add(signature(method)) && isLocator(method)) {
          locators.add(method);
        }
      }
    }
    return locators;
  }

  private static boolean isLocator(Method method) {
    if (method.isBridge() || !method.isAnnotationPresent(Path.class)) {
      return false;
    }
    for (Annotation annotation : method.getAnnotations()) {
      if (annotation.annotationType().isAnnotationPresent(HttpMethod.class)) {
        return false;
      }
    }
    return true;
  }

  private static Method annotated(Class<?> type, Method method) {
    if (isAnnotated(method)) {
      return method;
    }
    Method alike = null;
    for (Class<?> each : withSupertypes(type)) {
      for (Method other : each.getDeclaredMethods()) {
        if (other.getName().equals(method.getName()) && isAnnotated(other)) {
          if (List.of(other.getParameterTypes()).equals(List.of(method.getParameterTypes()))) {
            return other;
          }
          if (alike == null && other.getParameterCount() == method.getParameterCount()) {
            // The parameter of a generic supertype, for example.
            alike = other;
          }
        }
      }
    }
    return alike == null ? method : alike;
  }

  private static boolean isAnnotated(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      Class<? extends Annotation> type = annotation.annotationType();
      if (type.getName().startsWith("jakarta.ws.rs.")
          || type.isAnnotationPresent(HttpMethod.class)) {
        return true;
      }
    }
    return false;
  }

  private static String signature(Method method) {
    return method.getName() + List.of(method.getParameterTypes());
  }

  /** The class, its superclasses, then all their interfaces. */
  private static Set<Class<?>> withSupertypes(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
      all.add(each);
    }
    for (Class<?> each : List.copyOf(all)) {
      addInterfaces(each, all);
    }
    return all;
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
    for (Class<?> each : type.getInterfaces()) {
      if (all.add(each)) {
        addInterfaces(each, all);
      }
    }
  }
}
