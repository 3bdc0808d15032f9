package ee.otel.metrics.internal.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The messages for two streams that share a name (specification: <em>Metrics SDK, Duplicate
 * instrument registration</em>): what differs, what is exported, and how to end the conflict.
 */
final class StreamConflict {
  private StreamConflict() {}

  /** The message for two streams that differ in more than their description. */
  static String messageOf(StreamConfig known, StreamConfig added) {
    InstrumentDescriptor first = known.instrument();
    InstrumentDescriptor second = added.instrument();
    List<String> differences = new ArrayList<>();
    compare(differences, "instrument name", first.name(), second.name());
    compare(differences, "kind", first.kind(), second.kind());
    compare(differences, "value type", first.type(), second.type());
    compare(differences, "unit", first.unit(), second.unit());
    compare(differences, "description", known.description(), added.description());
    compare(differences, "aggregation", known.aggregation(), added.aggregation());
    compare(differences, "attributes", known.attributes(), added.attributes());
    return "Metric "
        + added.name()
        + " of meter "
        + second.scope().name()
        + " is registered twice: "
        + String.join(", ", differences)
        + ". Both are exported. "
        + remedy(first, second);
  }

  private static void compare(List<String> differences, String field, Object first, Object second) {
    if (!Objects.equals(first, second)) {
      differences.add(field + " is \"" + second + "\" and was \"" + first + "\"");
    }
  }

  private static String remedy(InstrumentDescriptor first, InstrumentDescriptor second) {
    if (first.kind() != second.kind()) {
      return "Register it the same way everywhere, or rename one by a view: selector"
          + " instrument-name="
          + second.name()
          + " instrument-type="
          + second.kind().name().toLowerCase(Locale.ROOT)
          + ", stream name=<another name>.";
    }
    if (!first.unit().equals(second.unit())) {
      return "Register it with the same unit everywhere, or rename one by a view: selector"
          + " instrument-name="
          + second.name()
          + " unit="
          + second.unit()
          + ", stream name=<another name>.";
    }
    return "Register it the same way everywhere, under another name, or with other views.";
  }

  /** The message for two streams that differ in their description only. */
  static String ofDescriptions(StreamConfig known, StreamConfig added) {
    return "Metric "
        + added.name()
        + " of meter "
        + added.instrument().scope().name()
        + " is registered twice: description is \""
        + added.description()
        + "\" and was \""
        + known.description()
        + "\". One metric is exported, with the longer description. Register it with the same"
        + " description everywhere, or set one by a view: selector instrument-name="
        + added.instrument().name()
        + ", stream description=<the description>.";
  }
}
