package ee.otel.metrics.internal.annotation;

import ee.otel.metrics.annotation.Attribute;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds annotations that cannot measure, or not what their author meant. */
final class Misuse {
  private final List<AnnotationReader> readers;
  private final Map<String, Use> firstUses = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  /** Where a name of a metric was seen first. */
  private record Use(MetricSpec spec, Executable member) {}

  Misuse(List<AnnotationReader> readers) {
    this.readers = readers;
  }

  /** Looks at a bean. */
  void check(Class<?> bean, boolean hasOneInstance) {
    for (Executable member : MethodMetrics.members(bean)) {
      for (AnnotationReader reader : readers) {
        for (MetricSpec spec : reader.read(bean, member)) {
          check(spec, member, hasOneInstance);
        }
      }
    }
  }

  /** The warnings, a sentence each. */
  List<String> warnings() {
    return warnings;
  }

  private void check(MetricSpec spec, Executable member, boolean hasOneInstance) {
    if (spec.kind() == MetricSpec.Kind.GAUGE) {
      checkGauge((Method) member, hasOneInstance);
    } else if (member instanceof Method method) {
      checkMethod(method);
    }
    checkAttributes(member);
    checkName(spec, member);
  }

  private void checkMethod(Method method) {
    int modifiers = method.getModifiers();
    if (Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers)) {
      warn(
          method,
          "is not measured: it is "
              + (Modifier.isPrivate(modifiers) ? "private" : "static")
              + ", and interceptors do not see it. Make it a method of the object that others"
              + " call.");
    } else if (Modifier.isFinal(modifiers)) {
      warn(method, "may not be measured: it is final, and a container cannot override it.");
    }
  }

  private void checkGauge(Method method, boolean hasOneInstance) {
    if (!Gauges.isGetter(method)) {
      warn(
          method,
          "is not observed: a @Gauge method has no parameters, returns a number and is not"
              + " static.");
    } else if (!hasOneInstance) {
      warn(
          method,
          "is not observed: its bean may have several instances. Put @Gauge on an"
              + " @ApplicationScoped or singleton bean.");
    }
  }

  private void checkAttributes(Executable member) {
    for (Parameter parameter : member.getParameters()) {
      Attribute attribute = parameter.getAnnotation(Attribute.class);
      if (attribute != null && attribute.name().isEmpty() && !parameter.isNamePresent()) {
        warn(
            member,
            "makes no attribute of a parameter: @Attribute has no name, and the class was"
                + " compiled without -parameters. Give it a name.");
      }
    }
    Attribute ofResult = member.getAnnotation(Attribute.class);
    if (ofResult != null && (ofResult.name().isEmpty() || returnsNothing(member))) {
      warn(
          member,
          "makes no attribute of its return value: "
              + (ofResult.name().isEmpty() ? "@Attribute has no name." : "there is none."));
    }
  }

  private static boolean returnsNothing(Executable member) {
    return member instanceof Constructor<?>
        || member instanceof Method method && method.getReturnType() == void.class;
  }

  private void checkName(MetricSpec spec, Executable member) {
    Use first = firstUses.putIfAbsent(spec.name(), new Use(spec, member));
    if (first == null || first.member.equals(member) && first.spec.isSameInstrument(spec)) {
      return;
    }
    if (!first.spec.isSameInstrument(spec)) {
      warn(
          member,
          "and "
              + title(first.member)
              + " have metrics of one name, "
              + spec.name()
              + ", that differ in kind, unit or description. Give one of them another name.");
    } else if (!first.spec.named() && !spec.named()) {
      warn(
          member,
          "and "
              + title(first.member)
              + " are measured together as "
              + spec.name()
              + ", the name that both have by default. Give one of them a name.");
    }
  }

  private void warn(Executable member, String what) {
    String warning = title(member) + " " + what;
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  private static String title(Executable member) {
    StringBuilder title = new StringBuilder(member.getDeclaringClass().getName());
    if (member instanceof Method) {
      title.append('.').append(member.getName());
    }
    title.append('(');
    for (Class<?> type : member.getParameterTypes()) {
      title
          .append(title.charAt(title.length() - 1) == '(' ? "" : ", ")
          .append(type.getSimpleName());
    }
    return title.append(')').toString();
  }
}
