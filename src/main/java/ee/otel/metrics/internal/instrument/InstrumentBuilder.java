package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.internal.callback.ObservableInstrument;
import ee.otel.metrics.internal.view.InstrumentDescriptor;
import ee.otel.metrics.internal.view.InstrumentDescriptor.Advice;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The common part of the API's builders. Not for several threads at once.
 *
 * @param <B> the API's builder that this is
 */
abstract class InstrumentBuilder<B> {
  /** Specification: <em>Metrics API, Instrument name syntax</em>. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.\\-/]{0,254}");

  private final OtelMeter meter;
  private final @Nullable String name;
  private final InstrumentKind kind;
  private final InstrumentKind observableKind;
  private final NumberType type;
  private String unit = "";
  private String description = "";
  private @Nullable List<Double> boundaries;
  private @Nullable String brokenAdvice;
  private @Nullable Set<String> attributeKeys;

  InstrumentBuilder(
      OtelMeter meter,
      @Nullable String name,
      InstrumentKind kind,
      InstrumentKind observableKind,
      NumberType type) {
    this.meter = meter;
    this.name = name;
    this.kind = kind;
    this.observableKind = observableKind;
    this.type = type;
  }

  /** The same instrument, for the other type of numbers. */
  InstrumentBuilder(InstrumentBuilder<?> other, NumberType type) {
    this(other.meter, other.name, other.kind, other.observableKind, type);
    this.unit = other.unit;
    this.description = other.description;
    this.boundaries = other.boundaries;
    this.brokenAdvice = other.brokenAdvice;
    this.attributeKeys = other.attributeKeys;
  }

  @SuppressWarnings("unchecked") // each subclass is a B
  final B self() {
    return (B) this;
  }

  public B setDescription(@Nullable String description) {
    this.description = description == null ? "" : description;
    return self();
  }

  public B setUnit(@Nullable String unit) {
    this.unit = unit == null ? "" : unit;
    return self();
  }

  /** Advice that cannot be followed is left out, with a warning when the instrument is built. */
  final B advise(@Nullable List<? extends @Nullable Number> advised) {
    if (advised != null) {
      brokenAdvice = Aggregation.ExplicitBucketHistogram.brokenCondition(advised);
      if (brokenAdvice == null) {
        List<Double> converted = new ArrayList<>(advised.size());
        advised.forEach(boundary -> converted.add(boundary == null ? 0 : boundary.doubleValue()));
        boundaries = List.copyOf(converted);
      }
    }
    return self();
  }

  /** The attributes worth keeping; null keeps all. */
  final void adviseAttributes(@Nullable List<AttributeKey<?>> keys) {
    attributeKeys =
        keys == null
            ? null
            : keys.stream()
                .filter(Objects::nonNull)
                .map(AttributeKey::getKey)
                .collect(Collectors.toUnmodifiableSet());
  }

  final <I extends SyncInstrument> I sync(Function<SyncInstrument.Streams, I> maker) {
    InstrumentDescriptor descriptor = descriptor(kind);
    return isWanted()
        ? meter.instruments.sync(descriptor, maker)
        : meter.instruments.nowhere(descriptor, maker);
  }

  final ObservableLongMeasurement longObserver() {
    return new ObservableMeasurements.OfLong(observable());
  }

  final ObservableDoubleMeasurement doubleObserver() {
    return new ObservableMeasurements.OfDouble(observable());
  }

  final CallbackHandle observeLong(@Nullable Consumer<ObservableLongMeasurement> callback) {
    ObservableMeasurements.OfLong measurement = new ObservableMeasurements.OfLong(observable());
    return register(
        callback == null ? null : () -> callback.accept(measurement), measurement.instrument());
  }

  final CallbackHandle observeDouble(@Nullable Consumer<ObservableDoubleMeasurement> callback) {
    ObservableMeasurements.OfDouble measurement = new ObservableMeasurements.OfDouble(observable());
    return register(
        callback == null ? null : () -> callback.accept(measurement), measurement.instrument());
  }

  private ObservableInstrument observable() {
    InstrumentDescriptor descriptor = descriptor(observableKind);
    return isWanted()
        ? meter.instruments.observable(descriptor)
        : meter.instruments.unobserved(descriptor);
  }

  private CallbackHandle register(@Nullable Runnable callback, ObservableInstrument instrument) {
    if (callback != null) {
      return new CallbackHandle(meter.instruments.register(callback, List.of(instrument)));
    }
    if (instrument.isEnabled()) {
      meter.health.warnOnce(
          List.of("null callback", meter.scope, String.valueOf(name)),
          () -> "Callback of " + name + " is null. Nothing is observed; pass a callback.");
    }
    return CallbackHandle.NEVER;
  }

  private InstrumentDescriptor descriptor(InstrumentKind kind) {
    return new InstrumentDescriptor(
        meter.scope,
        String.valueOf(name),
        kind,
        type,
        unit,
        description,
        new Advice(boundaries, attributeKeys));
  }

  /**
   * Whether the instrument will record anything. For a meter that is disabled or shut down nothing
   * is checked and nothing is said.
   */
  private boolean isWanted() {
    if (!meter.instruments.isEnabled(meter.scope)) {
      return false;
    }
    if (brokenAdvice != null) {
      meter.health.warnOnce(
          List.of("boundaries", meter.scope, String.valueOf(name)),
          () ->
              "Bucket boundaries advised for histogram "
                  + name
                  + " "
                  + brokenAdvice
                  + ". The default boundaries are used; give finite numbers that increase.");
    }
    if (name != null && NAME.matcher(name).matches()) {
      return true;
    }
    meter.health.warnOnce(
        List.of("instrument name", meter.scope, String.valueOf(name)),
        () ->
            "Instrument name is not valid: "
                + name
                + ". The instrument records nothing; a name is a letter and up to 254 letters,"
                + " digits, and characters of _ . - /");
    return false;
  }
}
