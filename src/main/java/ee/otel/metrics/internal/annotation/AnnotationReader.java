package ee.otel.metrics.internal.annotation;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.util.List;

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
}
