package ee.otel.metrics.internal.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads annotations by the names of their types and members. */
final class AnnotationMembers {
  private AnnotationMembers() {}

  /**
   * The annotations with one of these type names, also from within a container of repeated ones.
   */
  static List<Annotation> named(Annotation[] annotations, String... typeNames) {
    List<String> wanted = Arrays.asList(typeNames);
    List<Annotation> found = new ArrayList<>();
    for (Annotation annotation : annotations) {
      if (wanted.contains(annotation.annotationType().getName())) {
        found.add(annotation);
      } else if (isContainer(annotation.annotationType())
          && value(annotation, "value") instanceof Annotation[] repeated) {
        found.addAll(named(repeated, typeNames));
      }
    }
    return found;
  }

  /** Every annotation of every bean comes here: an exception for each would take long. */
  private static boolean isContainer(Class<? extends Annotation> type) {
    for (Method member : type.getDeclaredMethods()) {
      Class<?> element = member.getReturnType().getComponentType();
      if (element != null && element.isAnnotation() && member.getName().equals("value")) {
        return true;
      }
    }
    return false;
  }

  /** The value of an annotation's member; null when it has no such member. */
  static @Nullable Object value(Annotation annotation, String member) {
    try {
      return annotation.annotationType().getMethod(member).invoke(annotation);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError notThere) {
      return null;
    }
  }

  /** The first of these members that is a text and not empty; else empty. */
  static String text(Annotation annotation, String... members) {
    for (String member : members) {
      if (value(annotation, member) instanceof String text && !text.isEmpty()) {
        return text;
      }
    }
    return "";
  }
}
