package ee.otel.metrics.internal.annotation;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Micrometer's {@code @Timed} and {@code @Counted}, by name, with the names and tags that its
 * aspects give them. Not taken over: percentiles and histogram settings (a view has them), long
 * tasks, {@code @MeterTag}.
 */
final class MicrometerAnnotations implements AnnotationReader {
  private static final String TIMED = "io.micrometer.core.annotation.Timed";
  private static final String COUNTED = "io.micrometer.core.annotation.Counted";

  /** The types whose presence binds the interceptor. */
  static final List<String> BINDINGS =
      List.of(TIMED, TIMED.replace("Timed", "TimedSet"), COUNTED, COUNTED + "Set");

  private static final CallAttributes.Outcome TIMED_OUTCOME =
      (attributes, failure) -> attributes.put("exception", exception(failure));

  private static final CallAttributes.Outcome COUNTED_OUTCOME =
      (attributes, failure) ->
          attributes
              .put("exception", exception(failure))
              .put("result", failure == null ? "success" : "failure");

  private static String exception(@Nullable Throwable failure) {
    return failure == null ? "none" : failure.getClass().getSimpleName();
  }

  @Override
  public List<MetricSpec> read(Class<?> bean, Executable member) {
    List<MetricSpec> found = new ArrayList<>(2);
    for (Annotation timed : annotations(bean, member, TIMED)) {
      if (Boolean.TRUE.equals(AnnotationMembers.value(timed, "longTask"))) {
        continue;
      }
      found.add(
          spec(
              MetricSpec.Kind.TIMER,
              timed,
              "method.timed",
              member,
              MetricSpec.Moment.END,
              TIMED_OUTCOME));
    }
    for (Annotation counted : annotations(bean, member, COUNTED)) {
      boolean failuresOnly =
          Boolean.TRUE.equals(AnnotationMembers.value(counted, "recordFailuresOnly"));
      found.add(
          spec(
              MetricSpec.Kind.COUNTER,
              counted,
              "method.counted",
              member,
              failuresOnly ? MetricSpec.Moment.FAILURE : MetricSpec.Moment.END,
              COUNTED_OUTCOME));
    }
    return found;
  }

  /** Those of the method; where it has none, those of the class. */
  private static List<Annotation> annotations(Class<?> bean, Executable member, String type) {
    List<Annotation> own = AnnotationMembers.named(member.getAnnotations(), type);
    return own.isEmpty() && AnnotationReader.isCoveredByClass(member)
        ? AnnotationMembers.named(bean.getAnnotations(), type)
        : own;
  }

  private static MetricSpec spec(
      MetricSpec.Kind kind,
      Annotation annotation,
      String fallbackName,
      Executable member,
      MetricSpec.Moment moment,
      CallAttributes.Outcome outcome) {
    String name = AnnotationMembers.text(annotation, "value");
    AttributesBuilder fixed = Attributes.builder();
    fixed.put("class", member.getDeclaringClass().getName());
    fixed.put("method", member instanceof Constructor<?> ? "new" : member.getName());
    if (AnnotationMembers.value(annotation, "extraTags") instanceof String[] tags) {
      for (int i = 0; i + 1 < tags.length; i += 2) {
        fixed.put(tags[i], tags[i + 1]);
      }
    }
    return new MetricSpec(
        kind,
        name.isEmpty() ? fallbackName : name,
        true,
        kind == MetricSpec.Kind.TIMER ? "s" : "",
        AnnotationMembers.text(annotation, "description"),
        moment,
        CallAttributes.of(fixed.build(), outcome));
  }
}
