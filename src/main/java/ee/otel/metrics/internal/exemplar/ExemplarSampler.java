package ee.otel.metrics.internal.exemplar;

import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.ExemplarReservoir;
import ee.otel.metrics.api.Measurement;
import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.internal.health.Failures;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the exemplars of all streams of a storage, by filter, span, clock and privacy.
 *
 * <p>Stateless but for what it was made of; safe from any thread.
 */
public final class ExemplarSampler {
  private final ExemplarFilter filter;
  private final SpanSource spans;
  private final LongSupplier epochNanos;
  private final boolean keepRemovedAttributes;

  private final boolean sampledSpansOnly;

  /**
   * @param filter which measurements may become exemplars
   * @param spans where the current span is looked up
   * @param epochNanos the clock, in nanoseconds since the epoch
   * @param keepRemovedAttributes whether exemplars show the attributes that a view removed
   */
  public ExemplarSampler(
      ExemplarFilter filter,
      SpanSource spans,
      LongSupplier epochNanos,
      boolean keepRemovedAttributes) {
    this.filter = filter;
    this.spans = spans;
    this.epochNanos = epochNanos;
    this.keepRemovedAttributes = keepRemovedAttributes;
    this.sampledSpansOnly = filter == ExemplarFilter.traceBased();
  }

  /** The filter's class, for messages. */
  String filterName() {
    return Failures.nameOf(filter);
  }

  /** Whether nothing will ever be sampled, so that recorders need not ask. */
  public boolean isOff() {
    return filter == ExemplarFilter.alwaysOff();
  }

  /** Where the current span is looked up. */
  SpanSource spans() {
    return spans;
  }

  /** Whether only what is measured inside a sampled span is wanted. */
  boolean wantsSampledSpansOnly() {
    return sampledSpansOnly;
  }

  /**
   * The measurement to offer to a reservoir, or null when the filter or the reservoir does not want
   * it. Where only sampled spans are wanted, both have been asked.
   *
   * @param candidate as {@link ExemplarsStorage#candidate} answered
   * @param reservoir where it would go; null for one that is still to be made
   */
  public @Nullable Measurement sample(
      NumberType type,
      long bits,
      Attributes attributes,
      Context candidate,
      @Nullable ExemplarReservoir reservoir) {
    SpanContext span = spans.spanOf(candidate);
    return sampledSpansOnly
            || (filter.shouldSample(type.toDouble(bits), attributes, candidate, span)
                && (reservoir == null || reservoir.wants(type.toDouble(bits))))
        ? new Measurement(type, bits, attributes, candidate, span, epochNanos.getAsLong())
        : null;
  }

  /**
   * The exemplars of a point.
   *
   * @param kept what a reservoir kept
   * @param type the type of the values that the point shows
   * @param pointAttributes what the point carries, and its exemplars therefore do not repeat
   * @param startNanos the point's start; no exemplar is shown as older
   * @param timeNanos the point's time; no exemplar is shown as younger
   */
  public List<Exemplar> exemplars(
      List<Measurement> kept,
      NumberType type,
      Attributes pointAttributes,
      long startNanos,
      long timeNanos) {
    if (kept.isEmpty()) {
      return List.of();
    }
    List<Exemplar> exemplars = new ArrayList<>(kept.size());
    for (Measurement measurement : kept) {
      SpanContext span = measurement.span();
      exemplars.add(
          new Exemplar(
              keepRemovedAttributes
                  ? without(measurement.attributes(), pointAttributes)
                  : Attributes.empty(),
              Math.max(startNanos, Math.min(measurement.timeNanos(), timeNanos)),
              span.isValid() ? span.getTraceId() : null,
              span.isValid() ? span.getSpanId() : null,
              type,
              measurement.type() == type
                  ? measurement.bits()
                  : Double.doubleToRawLongBits(measurement.toDouble())));
    }
    return List.copyOf(exemplars);
  }

  private static Attributes without(Attributes all, Attributes carried) {
    if (all.isEmpty() || all.equals(carried)) {
      return Attributes.empty();
    }
    AttributesBuilder removed = Attributes.builder();
    all.forEach(
        (key, value) -> {
          if (carried.get(key) == null) {
            put(removed, key, value);
          }
        });
    return removed.build();
  }

  @SuppressWarnings("unchecked")
  private static <T> void put(AttributesBuilder builder, AttributeKey<T> key, Object value) {
    builder.put(key, (T) value);
  }
}
