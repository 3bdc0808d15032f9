package ee.otel.metrics.internal.annotation;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.lang.annotation.Annotation;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The annotations that OpenTelemetry's instrumentation has proposed for metrics, by name. None of
 * them is released; the two packages are those of the proposals.
 */
final class OpenTelemetryAnnotations implements AnnotationReader {
  private static final String PACKAGE = "io.opentelemetry.instrumentation.annotations.";
  private static final String INCUBATOR = PACKAGE + "incubator.";

  private static final String[] COUNTED = {PACKAGE + "Counted", INCUBATOR + "Counted"};
  private static final String[] TIMED = {PACKAGE + "Timed", INCUBATOR + "Timed"};
  private static final String[] ATTRIBUTE = {PACKAGE + "Attribute", INCUBATOR + "Attribute"};
  private static final String[] STATIC = {
    PACKAGE + "StaticAttribute", INCUBATOR + "StaticAttribute"
  };
  private static final String[] RETURN_VALUE = {
    PACKAGE + "AttributeReturnValue", INCUBATOR + "AttributeReturnValue"
  };

  /** The types whose presence binds the interceptor. */
  static final List<String> BINDINGS = List.of(COUNTED[0], COUNTED[1], TIMED[0], TIMED[1]);

  @Override
  public List<MetricSpec> read(Class<?> bean, Executable member) {
    List<MetricSpec> found = new ArrayList<>(2);
    Annotation[] annotations = member.getAnnotations();
    String method = AnnotationReader.memberName(member.getDeclaringClass().getSimpleName(), member);
    for (Annotation counted : AnnotationMembers.named(annotations, COUNTED)) {
      String name = AnnotationMembers.text(counted, "value", "name");
      String unit = AnnotationMembers.text(counted, "unit");
      CallAttributes attributes = attributes(CallAttributes.Outcome.NONE, member);
      found.add(
          new MetricSpec(
              MetricSpec.Kind.COUNTER,
              name.isEmpty() ? method : name,
              !name.isEmpty(),
              unit.isEmpty() ? "{invocation}" : unit,
              AnnotationMembers.text(counted, "description"),
              attributes.needsResult() ? MetricSpec.Moment.END : MetricSpec.Moment.BEGIN,
              attributes));
    }
    for (Annotation timed : AnnotationMembers.named(annotations, TIMED)) {
      String name = AnnotationMembers.text(timed, "name", "value");
      found.add(
          new MetricSpec(
              MetricSpec.Kind.TIMER,
              name.isEmpty() ? method + ".duration" : name,
              !name.isEmpty(),
              "s",
              AnnotationMembers.text(timed, "description"),
              MetricSpec.Moment.END,
              attributes(OwnAnnotations.ERROR, member)));
    }
    return found;
  }

  private static CallAttributes attributes(CallAttributes.Outcome outcome, Executable member) {
    AttributesBuilder fixed = Attributes.builder();
    for (Annotation attribute : AnnotationMembers.named(member.getAnnotations(), STATIC)) {
      fixed.put(
          AnnotationMembers.text(attribute, "name"), AnnotationMembers.text(attribute, "value"));
    }
    return new CallAttributes(fixed.build(), outcome, parameters(member), returnValue(member));
  }

  private static List<CallAttributes.Source> parameters(Executable member) {
    List<CallAttributes.Source> sources = new ArrayList<>();
    Parameter[] parameters = member.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      for (Annotation attribute :
          AnnotationMembers.named(parameters[i].getAnnotations(), ATTRIBUTE)) {
        String given = AnnotationMembers.text(attribute, "name", "value");
        String name =
            given.isEmpty() && parameters[i].isNamePresent() ? parameters[i].getName() : given;
        if (!name.isEmpty()) {
          sources.add(
              new CallAttributes.Source(i, AttributeTypes.key(name, parameters[i].getType())));
        }
      }
    }
    return sources;
  }

  private static CallAttributes.@Nullable Source returnValue(Executable member) {
    for (Annotation attribute : AnnotationMembers.named(member.getAnnotations(), RETURN_VALUE)) {
      String name = AnnotationMembers.text(attribute, "value", "name");
      if (!name.isEmpty() && member instanceof Method method) {
        return new CallAttributes.Source(
            -1, OwnAnnotations.resultKey(name, method.getReturnType()));
      }
    }
    return null;
  }
}
