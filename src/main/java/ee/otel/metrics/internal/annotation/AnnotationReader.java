package ee.otel.metrics.internal.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what the annotations of one library ask for. Reads by reflection, so seldom. */
interface AnnotationReader {

  /** The metrics that are asked for a method or constructor of that bean class. */
  List<MetricSpec> read(Class<?> bean, Executable member);

  /** {@code Class.method}, {@code Class.new} for a constructor. */
  static String memberName(String className, Executable member) {
    return className + "." + (member instanceof Constructor<?> ? "new" : member.getName());
  }

  /** Whether an annotation of the class stands for this method, too. */
  static boolean isCoveredByClass(Executable member) {
    return !(member instanceof Constructor<?>)
        && !Modifier.isPrivate(member.getModifiers())
        && !Modifier.isStatic(member.getModifiers())
        && !member.isSynthetic()
        && member.getDeclaringClass() != Object.class;
  }

  /** Those with one of these type names, also from within a container of repeated ones. */
  static List<Annotation> named(Annotation[] annotations, String... typeNames) {
    List<String> wanted = Arrays.asList(typeNames);
    List<Annotation> found = new ArrayList<>();
    for (Annotation annotation : annotations) {
      if (wanted.contains(annotation.annotationType().getName())) {
        found.add(annotation);
      } else if (value(annotation, "value") instanceof Annotation[] repeated) {
        found.addAll(named(repeated, typeNames));
      }
    }
    return found;
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
