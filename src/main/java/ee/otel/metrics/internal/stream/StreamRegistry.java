package ee.otel.metrics.internal.stream;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.internal.attributes.CanonicalAttributes;
import ee.otel.metrics.internal.exemplar.ExemplarsStorage;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.view.AttributeFilter;
import ee.otel.metrics.internal.view.InstrumentDescriptor;
import ee.otel.metrics.internal.view.StreamConfig;
import ee.otel.metrics.internal.view.Views;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * All streams, one for each identity, and the warnings where two of different identity share a name
 * (specification: <em>Metrics SDK, Duplicate instrument registration</em>).
 */
public final class StreamRegistry {

  /** Streams that agree in all this are one; the first one's spelling stays. */
  private record Key(
      InstrumentDescriptor.Identity instrument,
      String name,
      Aggregation aggregation,
      AttributeFilter attributes,
      Set<StreamReader> readers) {

    static Key of(StreamConfig config, Set<StreamReader> readers) {
      return new Key(
          config.instrument().identity(),
          lowerCase(config.name()),
          config.aggregation(),
          config.attributes(),
          readers);
    }

    @Override
    public int hashCode() {
      return name.hashCode(); // as StreamConfig's
    }
  }

  private final Map<Scope, Map<Key, Stream>> streams = new LinkedHashMap<>();
  private final List<Stream> all = new ArrayList<>();
  private final List<StreamReader> readers;
  private final Views views;
  private final ExemplarsStorage exemplars;
  private final StreamTime time;
  private final Health health;

  /**
   * @param readers known from the start, because what a cell holds depends on who reads it
   */
  public StreamRegistry(
      List<StreamReader> readers,
      Views views,
      ExemplarsStorage exemplars,
      StreamTime time,
      Health health) {
    this.readers = List.copyOf(readers);
    this.views = views;
    this.exemplars = exemplars;
    this.time = time;
    this.health = health;
  }

  /** The recorder of an instrument: its streams, made if there are none. */
  public Recorder recorderOf(InstrumentDescriptor instrument) {
    return Recorder.of(
        streamsOf(
            instrument,
            SyncStream.class,
            (config, its) ->
                new SyncStream(config, its, exemplars, time, () -> warnOfCut(config))));
  }

  /** The streams of an observable instrument, made if there are none. */
  public List<AsyncStream> asyncStreamsOf(InstrumentDescriptor instrument) {
    return streamsOf(
        instrument,
        AsyncStream.class,
        (config, its) -> new AsyncStream(config, its, exemplars, () -> warnOfCut(config)));
  }

  private void warnOfCut(StreamConfig config) {
    health.warnOnce(
        List.of("nested", config.instrument().scope(), config.name()),
        () ->
            "Attributes of metric "
                + config.name()
                + " are nested more than "
                + CanonicalAttributes.MOST_LEVELS
                + " levels deep. What lies deeper is cut; record flat attributes.");
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
                                    time.epochNanos().getAsLong()))))));
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
      takeDescription(known, config);
      return known;
    }
    warnOfConflict(config, ofScope.values(), readers);
    Stream made = maker.get();
    ofScope.put(key, made);
    all.add(made);
    return made;
  }

  private void takeDescription(Stream known, StreamConfig added) {
    if (!known.config.description().equals(added.description())) {
      known.describe(added.description());
      health.warnOnce(
          List.of("description", added.instrument().scope(), Key.of(added, Set.of())),
          () -> added.otherDescriptionThan(known.config));
    }
  }

  private void warnOfConflict(
      StreamConfig config, Collection<Stream> others, Set<StreamReader> readers) {
    for (Stream other : others) {
      if (lowerCase(other.config.name()).equals(lowerCase(config.name()))
          && readers.stream().anyMatch(reader -> other.readers.indexOf(reader) >= 0)) {
        health.warnOnce(
            List.of("duplicate", config.instrument().scope(), Key.of(config, Set.of())),
            () -> config.conflictWith(other.config));
        return;
      }
    }
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
