package ee.otel.metrics.internal.mpmetrics;

import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.annotation.Counted;
import org.eclipse.microprofile.metrics.annotation.Gauge;
import org.eclipse.microprofile.metrics.annotation.Timed;

/** Reads MicroProfile's annotations. Specification: <em>Annotated Naming Convention</em>. */
final class AnnotatedMetrics {
  private AnnotatedMetrics() {}

  /** The kinds of metrics. */
  enum Kind {
    COUNTER,
    TIMER,
    GAUGE
  }

  /** A metric of a registry, as an annotation describes it. */
  record Described(Kind kind, String scope, Metadata metadata, MetricID id) {}

  /** The metrics of a method or constructor of that bean class, by annotations of either. */
  static List<Described> of(Class<?> bean, Executable member) {
    List<Described> found = new ArrayList<>(2);
    if (member instanceof Method && Modifier.isPrivate(member.getModifiers())) {
      return found; // No interceptor sees it.
    }
    Counted counted = member.getAnnotation(Counted.class);
    if (counted != null) {
      found.add(counter(counted, memberName(counted.absolute(), counted.name(), member)));
    } else if (isCoveredByClass(member)) {
      ofClass(bean, Counted.class)
          .map(c -> counter(c, className(c.absolute(), c.name(), bean, member)))
          .ifPresent(found::add);
    }
    Timed timed = member.getAnnotation(Timed.class);
    if (timed != null) {
      found.add(timer(timed, memberName(timed.absolute(), timed.name(), member)));
    } else if (isCoveredByClass(member)) {
      ofClass(bean, Timed.class)
          .map(t -> timer(t, className(t.absolute(), t.name(), bean, member)))
          .ifPresent(found::add);
    }
    Gauge gauge = member.getAnnotation(Gauge.class);
    if (gauge != null) {
      String name = memberName(gauge.absolute(), gauge.name(), member);
      found.add(
          described(
              Kind.GAUGE, gauge.scope(), name, gauge.description(), gauge.unit(), gauge.tags()));
    }
    return found;
  }

  private static Described counter(Counted counted, String name) {
    return described(
        Kind.COUNTER, counted.scope(), name, counted.description(), counted.unit(), counted.tags());
  }

  private static Described timer(Timed timed, String name) {
    return described(
        Kind.TIMER, timed.scope(), name, timed.description(), timed.unit(), timed.tags());
  }

  private static Described described(
      Kind kind, String scope, String name, String description, String unit, String[] tags) {
    return new Described(
        kind, scope, metadata(name, description, unit), new MetricID(name, tags(tags)));
  }

  static Metadata metadata(String name, String description, String unit) {
    return Metadata.builder().withName(name).withDescription(description).withUnit(unit).build();
  }

  /** Tags that annotations write as {@code name=value}. */
  static Tag[] tags(String[] written) {
    return Arrays.stream(written)
        .filter(tag -> tag.indexOf('=') > 0)
        .map(tag -> tag.split("=", 2))
        .map(parts -> new Tag(parts[0], parts[1]))
        .toArray(Tag[]::new);
  }

  /** The name of an injected metric; {@code name} is given or that of the injection point. */
  static String injectedName(boolean absolute, Class<?> declaring, String name) {
    return absolute ? name : declaring.getCanonicalName() + "." + name;
  }

  private static String memberName(boolean absolute, String given, Executable member) {
    String name = given.isEmpty() ? elementName(member) : given;
    return absolute ? name : member.getDeclaringClass().getCanonicalName() + "." + name;
  }

  private static String className(
      boolean absolute, String given, Class<?> bean, Executable member) {
    String name = given.isEmpty() ? bean.getSimpleName() : given;
    String prefix;
    if (absolute) {
      prefix = name;
    } else if (given.isEmpty()) {
      prefix = bean.getCanonicalName();
    } else {
      prefix = bean.getPackageName().isEmpty() ? name : bean.getPackageName() + "." + name;
    }
    return prefix + "." + elementName(member);
  }

  private static String elementName(Executable member) {
    return member instanceof Constructor<?>
        ? member.getDeclaringClass().getSimpleName()
        : member.getName();
  }

  private static boolean isCoveredByClass(Executable member) {
    return member instanceof Constructor<?>
        || !Modifier.isStatic(member.getModifiers()) && !member.isSynthetic();
  }

  /** The annotation of the class itself, else of one of its stereotypes. */
  private static <A extends Annotation> Optional<A> ofClass(Class<?> bean, Class<A> type) {
    A own = bean.getAnnotation(type);
    return own != null ? Optional.of(own) : ofStereotype(bean, type, new HashSet<>());
  }

  private static <A extends Annotation> Optional<A> ofStereotype(
      Class<?> annotated, Class<A> type, Set<Class<?>> seen) {
    for (Annotation annotation : annotated.getAnnotations()) {
      Class<? extends Annotation> stereotype = annotation.annotationType();
      if (stereotype.isAnnotationPresent(Stereotype.class) && seen.add(stereotype)) {
        A found = stereotype.getAnnotation(type);
        Optional<A> deeper =
            found != null ? Optional.of(found) : ofStereotype(stereotype, type, seen);
        if (deeper.isPresent()) {
          return deeper;
        }
      }
    }
    return Optional.empty();
  }
}
