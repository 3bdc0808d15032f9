package ee.otel.metrics.storage;

import ee.otel.metrics.aggregation.Aggregation;
import ee.otel.metrics.health.Health;
import ee.otel.metrics.snapshot.Scope;
import ee.otel.metrics.view.AttributeFilter;
import ee.otel.metrics.view.InstrumentDescriptor;
import ee.otel.metrics.view.StreamConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * All streams, one for each identity, and the warnings where two of different identity share a name
 * (specification: <em>Metrics SDK, Duplicate instrument registration</em>).
 */
final class StreamRegistry {

  /** Instruments that agree in all this are one stream; the first one's spelling stays. */
  private record Key(
      InstrumentDescriptor.Identity instrument,
      String name,
      String description,
      Aggregation aggregation,
      AttributeFilter attributes,
      Set<MetricReader> readers) {

    static Key of(StreamConfig config, Set<MetricReader> readers) {
      InstrumentDescriptor.Identity source = config.instrument().identity();
      return new Key(
          new InstrumentDescriptor.Identity(
              source.name(), source.kind(), source.type(), source.unit(), config.description()),
          lowerCase(config.name()),
          config.description(),
          config.aggregation(),
          config.attributes(),
          readers);
    }
  }

  private final Map<Scope, Map<Key, Stream>> streams = new LinkedHashMap<>();
  private final List<Stream> all = new ArrayList<>();
  private final Health health;

  StreamRegistry(Health health) {
    this.health = health;
  }

  /** A picture of all streams in the order of their registration. */
  synchronized List<Stream> all() {
    return List.copyOf(all);
  }

  /** The stream of this identity, made if there is none. */
  synchronized Stream findOrAdd(
      StreamConfig config, Set<MetricReader> readers, Supplier<Stream> maker) {
    Map<Key, Stream> ofScope =
        streams.computeIfAbsent(config.instrument().scope(), scope -> new LinkedHashMap<>());
    Key key = Key.of(config, readers);
    Stream known = ofScope.get(key);
    if (known != null) {
      return known;
    }
    warnOfConflict(config, ofScope.values(), readers);
    Stream made = maker.get();
    ofScope.put(key, made);
    all.add(made);
    return made;
  }

  private void warnOfConflict(
      StreamConfig config, Collection<Stream> others, Set<MetricReader> readers) {
    for (Stream other : others) {
      if (lowerCase(other.config.name()).equals(lowerCase(config.name()))
          && readers.stream().anyMatch(reader -> other.readers.indexOf(reader) >= 0)) {
        health.warnOnce(
            List.of("duplicate", config.instrument().scope(), Key.of(config, Set.of())),
            () -> conflict(other.config, config));
        return;
      }
    }
  }

  private static String conflict(StreamConfig known, StreamConfig added) {
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
        + remedy(first, second, known, added);
  }

  private static void compare(List<String> differences, String field, Object first, Object second) {
    if (!Objects.equals(first, second)) {
      differences.add(field + " is \"" + second + "\" and was \"" + first + "\"");
    }
  }

  private static String remedy(
      InstrumentDescriptor first,
      InstrumentDescriptor second,
      StreamConfig known,
      StreamConfig added) {
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
    if (first.type() == second.type() && !known.description().equals(added.description())) {
      return "Register it with the same description everywhere, or set one by a view: selector"
          + " instrument-name="
          + second.name()
          + ", stream description=<the description>.";
    }
    return "Register it the same way everywhere, under another name, or with other views.";
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
