package ee.otel.metrics.internal.annotation;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an invocation: fixed ones, and those that parameters, return value and outcome
 * give. Allocates nothing when all are fixed and nothing was thrown.
 */
final class CallAttributes {
  private final Attributes fixed;
  private final Outcome outcome;
  private final Attributes succeeded;
  private final Source[] parameters;
  private final @Nullable Source result;

  /**
   * A value of an invocation that becomes an attribute.
   *
   * @param index of the parameter; -1 for the return value
   */
  record Source(int index, AttributeKey<?> key) {}

  /** Adds attributes for the outcome of an invocation. */
  interface Outcome {
    Outcome NONE = (attributes, failure) -> {};

    /** {@code failure} is null when nothing was thrown. */
    void add(AttributesBuilder attributes, @Nullable Throwable failure);
  }

  CallAttributes(
      Attributes fixed, Outcome outcome, List<Source> parameters, @Nullable Source result) {
    this.fixed = fixed;
    this.outcome = outcome;
    this.succeeded = with(fixed, outcome, null);
    this.parameters = parameters.toArray(Source[]::new);
    this.result = result;
  }

  static CallAttributes of(Attributes fixed, Outcome outcome) {
    return new CallAttributes(fixed, outcome, List.of(), null);
  }

  private static Attributes with(Attributes fixed, Outcome outcome, @Nullable Throwable failure) {
    AttributesBuilder builder = fixed.toBuilder();
    outcome.add(builder, failure);
    return builder.build();
  }

  boolean needsResult() {
    return result != null;
  }

  Attributes fixed() {
    return fixed;
  }

  /** At the begin of an invocation: without return value and outcome. */
  Attributes of(@Nullable Object[] values) {
    if (parameters.length == 0) {
      return fixed;
    }
    AttributesBuilder builder = fixed.toBuilder();
    addParameters(builder, values);
    return builder.build();
  }

  /** At the end of an invocation. */
  Attributes of(@Nullable Object[] values, @Nullable Object returned, @Nullable Throwable failure) {
    if (parameters.length == 0 && result == null) {
      return failure == null ? succeeded : with(fixed, outcome, failure);
    }
    AttributesBuilder builder = fixed.toBuilder();
    addParameters(builder, values);
    if (result != null && failure == null) {
      AttributeTypes.add(builder, result.key, returned);
    }
    outcome.add(builder, failure);
    return builder.build();
  }

  private void addParameters(AttributesBuilder builder, @Nullable Object[] values) {
    for (Source parameter : parameters) {
      if (parameter.index < values.length) {
        AttributeTypes.add(builder, parameter.key, values[parameter.index]);
      }
    }
  }
}
