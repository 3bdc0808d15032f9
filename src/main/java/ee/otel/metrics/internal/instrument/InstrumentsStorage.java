package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.api.Losses;
import ee.otel.metrics.api.MeterConfigurator;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.internal.callback.ObservableInstrument;
import ee.otel.metrics.internal.collect.MetricsStorage;
import ee.otel.metrics.internal.health.Failures;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.stream.Recorder;
import ee.otel.metrics.internal.view.InstrumentDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All instruments, one for each identity within a meter, and the callbacks of the observable ones.
 * Safe from any thread.
 */
public final class InstrumentsStorage {

  private record Key(Scope scope, InstrumentDescriptor.Identity identity) {
    @Override
    public int hashCode() {
      return identity.name().hashCode(); // as StreamConfig's
    }
  }

  private final Map<Key, SyncInstrument> sync = new HashMap<>();
  private final Map<Key, ObservableInstrument> observable = new HashMap<>();
  private final MetricsStorage metrics;
  private final MeterConfigurator configurator;
  private final Losses losses;
  private final Health health;

  /** By scope and name in lower case: the name as it was given first. */
  private final Map<Scope, Map<String, String>> spellings = new HashMap<>();

  private volatile boolean shutDown;

  // Guarded by this.
  private boolean recordingEnded;
  private @Nullable Scope stillRecording;

  /**
   * @param configurator which meters are switched on
   */
  public InstrumentsStorage(
      MetricsStorage metrics, MeterConfigurator configurator, Losses losses, Health health) {
    this.metrics = metrics;
    this.configurator = configurator;
    this.losses = losses;
    this.health = health;
  }

  /**
   * The instrument of this identity; the first description's spelling and advice stay.
   *
   * @param maker the same for all instruments of a kind and a type of numbers
   */
  @SuppressWarnings("unchecked") // by the condition above
  synchronized <I extends SyncInstrument> I sync(
      InstrumentDescriptor descriptor, Function<SyncInstrument.Streams, I> maker) {
    return (I)
        findOrAdd(
            sync,
            descriptor,
            SyncInstrument::descriptor,
            wanted -> maker.apply(streams(wanted, recorderOf(wanted))));
  }

  private Recorder recorderOf(InstrumentDescriptor descriptor) {
    return recordingEnded && !descriptor.scope().equals(stillRecording)
        ? Recorder.lost(losses, health)
        : metrics.streams().recorderOf(descriptor);
  }

  private SyncInstrument.Streams streams(InstrumentDescriptor descriptor, Recorder recorder) {
    return new SyncInstrument.Streams(descriptor, recorder, losses, health);
  }

  /** The observable instrument of this identity; the first description's spelling stays. */
  synchronized ObservableInstrument observable(InstrumentDescriptor descriptor) {
    return findOrAdd(
        observable,
        descriptor,
        ObservableInstrument::descriptor,
        wanted ->
            new ObservableInstrument(
                wanted, metrics.streams().asyncStreamsOf(wanted), health, losses));
  }

  /** An instrument that records nothing and is not registered. */
  <I extends SyncInstrument> I nowhere(
      InstrumentDescriptor descriptor, Function<SyncInstrument.Streams, I> maker) {
    return maker.apply(
        streams(descriptor, isShutDown() ? Recorder.lost(losses, health) : Recorder.NONE));
  }

  /** An observable instrument that takes nothing and is not registered. */
  ObservableInstrument unobserved(InstrumentDescriptor descriptor) {
    return new ObservableInstrument(descriptor, List.of(), health, losses);
  }

  private <I> I findOrAdd(
      Map<Key, I> known,
      InstrumentDescriptor given,
      Function<I, InstrumentDescriptor> descriptorOf,
      Function<InstrumentDescriptor, I> maker) {
    InstrumentDescriptor descriptor = given.named(firstSpellingOf(given));
    Key key = new Key(descriptor.scope(), descriptor.identity());
    I instrument = known.get(key);
    if (instrument == null) {
      instrument = maker.apply(descriptor);
      known.put(key, instrument);
      return instrument;
    }
    InstrumentDescriptor first = descriptorOf.apply(instrument);
    if (!first.description().equals(descriptor.description())) {
      var unused = maker.apply(descriptor); // its streams are the same; they take the longer text
    }
    warnOfOtherAdvice(first, descriptor);
    return instrument;
  }

  /**
   * The name under which a meter has an instrument, in whatever case it is given (specification:
   * <em>Metrics SDK, Name conflict</em>).
   */
  private String firstSpellingOf(InstrumentDescriptor given) {
    String first =
        spellings
            .computeIfAbsent(given.scope(), unused -> new HashMap<>())
            .computeIfAbsent(given.identity().name(), unused -> given.name());
    if (!first.equals(given.name())) {
      health.warnOnce(
          List.of("spelling", given.scope(), first),
          () ->
              "Instrument "
                  + given.name()
                  + " of meter "
                  + given.scope().name()
                  + " is known as "
                  + first
                  + ", and exported under that name. Names are the same in any case; spell it"
                  + " the same everywhere.");
    }
    return first;
  }

  private void warnOfOtherAdvice(InstrumentDescriptor known, InstrumentDescriptor added) {
    if (!known.advice().equals(added.advice())) {
      health.warnOnce(
          List.of("advice", added.scope(), added.identity()),
          () ->
              "Instrument "
                  + known.name()
                  + " of meter "
                  + known.scope().name()
                  + " is registered twice with different advice: "
                  + added.advice()
                  + " is ignored, "
                  + known.advice()
                  + " stays. Give the same advice everywhere, or set it by a view.");
    }
  }

  /**
   * Registers a callback that runs at each collection.
   *
   * @return ends the registration, also from inside the callback
   */
  synchronized Runnable register(Runnable callback, List<ObservableInstrument> instruments) {
    return shutDown || instruments.stream().noneMatch(ObservableInstrument::isEnabled)
        ? () -> {}
        : metrics.callbacks().register(callback, instruments);
  }

  /** Whether instruments of this meter record anything. */
  boolean isEnabled(Scope scope) {
    if (shutDown) {
      return false;
    }
    try {
      return configurator.isEnabled(scope);
    } catch (Throwable e) {
      Failures.passOn(e);
      health.warn(
          configurator,
          e,
          () ->
              "Meter configurator "
                  + Failures.nameOf(configurator)
                  + " failed: "
                  + e
                  + ". Meter "
                  + scope.name()
                  + " is on.");
      return true;
    }
  }

  /** Whether {@link #shutdown} was called. */
  public boolean isShutDown() {
    return shutDown;
  }

  /**
   * Before the last collection: from now on measurements are counted as lost, since no other one
   * would take them. Callbacks still run.
   *
   * @param but whose measurements go on: those of the last export itself
   */
  public synchronized void endRecording(Scope but) {
    recordingEnded = true;
    stillRecording = but;
    sync.forEach(
        (key, instrument) -> {
          if (!key.scope().equals(but)) {
            instrument.disable();
          }
        });
  }

  /** From now on nothing is recorded, no callback runs and every collection fails. */
  public synchronized void shutdown() {
    shutDown = true;
    sync.values().forEach(SyncInstrument::disable);
    observable.values().forEach(ObservableInstrument::disable);
    metrics.callbacks().clear();
    metrics.shutdown();
  }
}
