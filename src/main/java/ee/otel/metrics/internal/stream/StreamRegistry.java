package ee.otel.metrics.internal.stream;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.view.AttributeFilter;
import ee.otel.metrics.internal.view.InstrumentDescriptor;
import ee.otel.metrics.internal.view.StreamConfig;
import ee.otel.metrics.internal.view.Views;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * All streams, one for each identity, and the warnings where two of different identity share a name
 * (specification: <em>Metrics SDK, Duplicate instrument registration</em>).
 */
public final class StreamRegistry {

  /** Instruments that agree in all this are one stream; the first one's spelling stays. */
  private record Key(
      InstrumentDescriptor.Identity instrument,
      String name,
      String description,
      Aggregation aggregation,
      AttributeFilter attributes,
      Set<StreamReader> readers) {

    static Key of(StreamConfig config, Set<StreamReader> readers) {
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
  private final List<StreamReader> readers;
  private final Views views;
  private final ExemplarsStorage exemplars;
  private final LongSupplier epochNanos;
  private final long idleTimeoutNanos;
  private final Health health;

  /**
   * @param readers who reads; known from the start, since streams are made to measure
   * @param epochNanos the clock, in nanoseconds since the epoch
   * @param idleTimeout after which an untouched cumulative series is let go; zero for never
   */
  public StreamRegistry(
      List<StreamReader> readers,
      Views views,
      ExemplarsStorage exemplars,
      LongSupplier epochNanos,
      Duration idleTimeout,
      Health health) {
    this.readers = List.copyOf(readers);
    this.views = views;
    this.exemplars = exemplars;
    this.epochNanos = epochNanos;
    this.idleTimeoutNanos = idleTimeout.toNanos();
    this.health = health;
  }

  /** Where the measurements of an instrument go: its streams, made if there are none. */
  public Recorder recorderOf(InstrumentDescriptor instrument) {
    return Recorder.of(
        streamsOf(
            instrument,
            SyncStream.class,
            (config, its) -> new SyncStream(config, its, exemplars, epochNanos, idleTimeoutNanos)));
  }

  /** The streams of an observable instrument, made if there are none. */
  public List<AsyncStream> asyncStreamsOf(InstrumentDescriptor instrument) {
    return streamsOf(
        instrument, AsyncStream.class, (config, its) -> new AsyncStream(config, its, exemplars));
  }

  private <S extends Stream> List<S> streamsOf(
      InstrumentDescriptor instrument,
      Class<S> kind,
      BiFunction<StreamConfig, StreamReaders, S> maker) {
    Map<StreamConfig, Set<StreamReader>> wanted = new LinkedHashMap<>();
    for (StreamReader reader : readers) {
      for (StreamConfig config : views.streamsOf(instrument, reader.options())) {
        wanted.computeIfAbsent(config, unused -> new LinkedHashSet<>()).add(reader);
      }
    }
    Set<S> made = new LinkedHashSet<>();
    wanted.forEach(
        (config, its) ->
            made.add(
                kind.cast(
                    findOrAdd(
                        config,
                        its,
                        () ->
                            maker.apply(
                                config,
                                new StreamReaders(
                                    List.copyOf(its),
                                    instrument.kind(),
                                    epochNanos.getAsLong()))))));
    return List.copyOf(made);
  }

  /** All streams, in the order of their registration. */
  public synchronized List<Stream> all() {
    return List.copyOf(all);
  }

  /** The stream of this identity, made if there is none. */
  private synchronized Stream findOrAdd(
      StreamConfig config, Set<StreamReader> readers, Supplier<Stream> maker) {
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
      StreamConfig config, Collection<Stream> others, Set<StreamReader> readers) {
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
