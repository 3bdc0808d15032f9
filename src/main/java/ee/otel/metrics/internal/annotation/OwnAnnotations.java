package ee.otel.metrics.internal.annotation;

import ee.otel.metrics.annotation.Attribute;
import ee.otel.metrics.annotation.Counted;
import ee.otel.metrics.annotation.Gauge;
import ee.otel.metrics.annotation.StaticAttribute;
import ee.otel.metrics.annotation.Timed;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The annotations of {@code ee.otel.metrics.annotation}. */
final class OwnAnnotations implements AnnotationReader {
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  /** Specification: <em>Recording errors on metrics</em>. */
  static final CallAttributes.Outcome ERROR =
      (attributes, failure) -> {
        if (failure != null) {
          attributes.put(ERROR_TYPE, failure.getClass().getName());
        }
      };

  @Override
  public List<MetricSpec> read(Class<?> bean, Executable member) {
    List<MetricSpec> found = new ArrayList<>(2);
    Counted counted = member.getAnnotation(Counted.class);
    if (counted != null) {
      found.add(counter(counted, name(counted.name(), member), bean, member));
    } else if (bean.isAnnotationPresent(Counted.class)
        && AnnotationReader.isCoveredByClass(member)) {
      Counted ofClass = bean.getAnnotation(Counted.class);
      found.add(counter(ofClass, classedName(ofClass.name(), bean, member), bean, member));
    }
    Timed timed = member.getAnnotation(Timed.class);
    if (timed != null) {
      String name = timed.name().isEmpty() ? name("", member) + ".duration" : timed.name();
      found.add(timer(timed, name, bean, member));
    } else if (bean.isAnnotationPresent(Timed.class) && AnnotationReader.isCoveredByClass(member)) {
      Timed ofClass = bean.getAnnotation(Timed.class);
      String name = classedName(ofClass.name(), bean, member) + ".duration";
      found.add(timer(ofClass, name, bean, member));
    }
    Gauge gauge = member.getAnnotation(Gauge.class);
    if (gauge != null) {
      found.add(
          new MetricSpec(
              MetricSpec.Kind.GAUGE,
              name(gauge.name(), member),
              !gauge.name().isEmpty(),
              gauge.unit(),
              gauge.description(),
              MetricSpec.Moment.END,
              CallAttributes.of(fixed(bean, member), CallAttributes.Outcome.NONE)));
    }
    return found;
  }

  private static MetricSpec counter(
      Counted counted, String name, Class<?> bean, Executable member) {
    CallAttributes attributes = attributes(CallAttributes.Outcome.NONE, bean, member);
    return new MetricSpec(
        MetricSpec.Kind.COUNTER,
        name,
        !counted.name().isEmpty(),
        counted.unit(),
        counted.description(),
        attributes.needsResult() ? MetricSpec.Moment.END : MetricSpec.Moment.BEGIN,
        attributes);
  }

  private static MetricSpec timer(Timed timed, String name, Class<?> bean, Executable member) {
    return new MetricSpec(
        MetricSpec.Kind.TIMER,
        name,
        !timed.name().isEmpty(),
        "s",
        timed.description(),
        MetricSpec.Moment.END,
        attributes(ERROR, bean, member));
  }

  private static String name(String given, Executable member) {
    return given.isEmpty()
        ? AnnotationReader.memberName(member.getDeclaringClass().getSimpleName(), member)
        : given;
  }

  private static String classedName(String given, Class<?> bean, Executable member) {
    return AnnotationReader.memberName(given.isEmpty() ? bean.getSimpleName() : given, member);
  }

  private static CallAttributes attributes(
      CallAttributes.Outcome outcome, Class<?> bean, Executable member) {
    return new CallAttributes(
        fixed(bean, member), outcome, parameters(member), returnValue(member));
  }

  private static Attributes fixed(Class<?> bean, Executable member) {
    AttributesBuilder builder = Attributes.builder();
    addFixed(builder, bean);
    addFixed(builder, member);
    return builder.build();
  }

  private static void addFixed(AttributesBuilder builder, AnnotatedElement element) {
    for (StaticAttribute attribute : element.getAnnotationsByType(StaticAttribute.class)) {
      builder.put(attribute.name(), attribute.value());
    }
  }

  private static List<CallAttributes.Source> parameters(Executable member) {
    List<CallAttributes.Source> sources = new ArrayList<>();
    Parameter[] parameters = member.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      String name = attributeName(parameters[i]);
      if (name != null) {
        sources.add(
            new CallAttributes.Source(i, AttributeTypes.key(name, parameters[i].getType())));
      }
    }
    return sources;
  }

  /** Null when the parameter makes no attribute. */
  private static @Nullable String attributeName(Parameter parameter) {
    Attribute attribute = parameter.getAnnotation(Attribute.class);
    if (attribute == null) {
      return null;
    }
    if (!attribute.name().isEmpty()) {
      return attribute.name();
    }
    return parameter.isNamePresent() ? parameter.getName() : null;
  }

  private static CallAttributes.@Nullable Source returnValue(Executable member) {
    Attribute attribute = member.getAnnotation(Attribute.class);
    if (attribute == null || attribute.name().isEmpty() || !(member instanceof Method method)) {
      return null;
    }
    return new CallAttributes.Source(-1, resultKey(attribute.name(), method.getReturnType()));
  }

  /** The type that a stage completes with is unknown, so its result is a string. */
  static AttributeKey<?> resultKey(String name, Class<?> type) {
    return CompletionStage.class.isAssignableFrom(type) || Future.class.isAssignableFrom(type)
        ? AttributeKey.stringKey(name)
        : AttributeTypes.key(name, type);
  }
}
