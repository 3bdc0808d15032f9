package ee.otel.metrics.internal.exemplar;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.ExemplarReservoir;
import ee.otel.metrics.api.Measurement;
import ee.otel.metrics.data.Boundaries;
import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.internal.attributes.CanonicalAttributes;
import ee.otel.metrics.internal.health.Failures;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.view.StreamConfig;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The exemplars of all series: each series has a reservoir from its first exemplar on until an
 * interval has passed without one.
 *
 * <p>Safe from any thread. A filter or a reservoir of the application's that throws costs the
 * exemplar and a warning.
 */
public final class ExemplarsStorage {
  private static final int MOST_EXPONENTIAL_EXEMPLARS = 20;

  private final ExemplarSampler sampler;
  private final boolean sampledSpansOnly;
  private final SpanSource spans;
  private final Health health;
  private final AtomicInteger reservoirs = new AtomicInteger();

  public ExemplarsStorage(ExemplarSampler sampler, Health health) {
    this.sampler = sampler;
    this.sampledSpansOnly = sampler.wantsSampledSpansOnly();
    this.spans = sampler.spans();
    this.health = health;
  }

  /** Whether no exemplar will ever be kept, so that recorders need not ask. */
  public boolean isOff() {
    return sampler.isOff();
  }

  /** How many reservoirs there are at the moment. */
  public int reservoirs() {
    return reservoirs.get();
  }

  /** How the exemplars of one stream are kept and shown. */
  public record Kind(Supplier<ExemplarReservoir> reservoirs, NumberType shownAs) {

    /** What fits a stream (specification: <em>Exemplar defaults</em>). */
    public static Kind of(StreamConfig config) {
      // The values of a histogram are doubles, whatever the instrument takes.
      boolean histogram =
          config.aggregation() instanceof Aggregation.ExplicitBucketHistogram
              || config.aggregation() instanceof Aggregation.Base2ExponentialBucketHistogram;
      return new Kind(
          reservoirsFor(config), histogram ? NumberType.DOUBLE : config.instrument().type());
    }
  }

  private static Supplier<ExemplarReservoir> reservoirsFor(StreamConfig config) {
    if (config.reservoir() != null) {
      return config.reservoir();
    }
    if (config.aggregation() instanceof Aggregation.ExplicitBucketHistogram histogram
        && !histogram.boundaries().isEmpty()) {
      Boundaries boundaries = new Boundaries(histogram.boundaries());
      return () -> ExemplarReservoir.alignedToBuckets(boundaries);
    }
    if (config.aggregation() instanceof Aggregation.Base2ExponentialBucketHistogram histogram) {
      int size = Math.min(MOST_EXPONENTIAL_EXEMPLARS, histogram.maxSize());
      return () -> ExemplarReservoir.fixedSize(size);
    }
    return () -> ExemplarReservoir.fixedSize(1);
  }

  /**
   * The context of a measurement that may become an exemplar, to {@link #offer} it once it is
   * recorded; null for one that does not. Most measurements leave here, so it is asked before they
   * are recorded: what it loads is then on its way while the series is looked up, and does not wait
   * for an atomic operation (RecordBenchmark.counter).
   *
   * @param context null for the current one
   */
  public @Nullable Context candidate(@Nullable Context context) {
    try {
      if (sampledSpansOnly) {
        return spans.ifSampled(context);
      }
      return context == null ? Context.current() : context;
    } catch (Throwable e) {
      failed(e);
      return null;
    }
  }

  /**
   * Whether the reservoir of {@code series} does not want a {@link #candidate}, so that there is
   * nothing to {@link #offer}, and no ids of a span to read. Asked before the measurement is
   * recorded as well, for the same reason; where the filter is asked for each measurement, it is
   * asked first, by the offer.
   */
  public boolean refuses(SampledSeries series, NumberType type, long bits) {
    if (!sampledSpansOnly) {
      return false;
    }
    try {
      ExemplarReservoir known = series.reservoir;
      return known != null && !known.wants(type.toDouble(bits));
    } catch (Throwable e) {
      failed(e);
      return true;
    }
  }

  /** Offers a measurement that was just recorded into {@code series}, and was not refused. */
  public void offer(
      SampledSeries series,
      Kind kind,
      NumberType type,
      long bits,
      Attributes attributes,
      Context candidate) {
    try {
      ExemplarReservoir known = series.reservoir;
      Measurement measurement = sampler.sample(type, bits, attributes, candidate, known);
      if (measurement != null) {
        ExemplarReservoir reservoir = reservoirOf(series, kind.reservoirs());
        if (reservoir != null && (known != null || reservoir.wants(measurement.toDouble()))) {
          reservoir.offer(owned(measurement));
        }
      }
    } catch (Throwable e) {
      failed(e);
    }
  }

  private void failed(Throwable e) {
    Failures.passOn(e);
    health.warn(
        ExemplarsStorage.class,
        e,
        () ->
            "Exemplar filter "
                + sampler.filterName()
                + " or a reservoir failed: "
                + e
                + placeOf(e)
                + ". The measurement counts as usual, without an exemplar.");
  }

  /** Which class threw, as far as the exception knows. */
  private static String placeOf(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return trace.length == 0 ? "" : " at " + trace[0].getClassName();
  }

  private static Measurement owned(Measurement measurement) {
    Attributes own = CanonicalAttributes.of(measurement.attributes());
    return own == measurement.attributes()
        ? measurement
        : new Measurement(
            measurement.type(),
            measurement.bits(),
            own,
            measurement.context(),
            measurement.span(),
            measurement.timeNanos());
  }

  /** Null for a series that has ended meanwhile, and where the application's factory gives none. */
  private @Nullable ExemplarReservoir reservoirOf(
      SampledSeries series, Supplier<ExemplarReservoir> factory) {
    ExemplarReservoir reservoir = series.reservoir;
    if (reservoir != null) {
      return reservoir;
    }
    ExemplarReservoir fresh = factory.get(); // the application's code: no lock around it
    synchronized (series) {
      if (series.reservoir == null && !series.ended && fresh != null) {
        series.reservoir = fresh;
        reservoirs.incrementAndGet();
      }
      return series.reservoir;
    }
  }

  /**
   * The exemplars of a series for a point.
   *
   * @param empty whether the interval ends here; a reservoir without exemplars is then freed
   */
  public List<Exemplar> exemplarsOf(
      SampledSeries series, Kind kind, long startNanos, long timeNanos, boolean empty) {
    ExemplarReservoir reservoir = series.reservoir;
    if (reservoir == null) {
      return List.of();
    }
    try {
      List<Measurement> kept = reservoir.measurements(empty);
      if (kept.isEmpty() && empty) {
        release(series);
      }
      return sampler.exemplars(
          kept, kind.shownAs(), series.attributes().attributes(), startNanos, timeNanos);
    } catch (Throwable e) {
      Failures.passOn(e);
      health.warn(
          ExemplarsStorage.class,
          e,
          () ->
              "Exemplar reservoir "
                  + Failures.nameOf(reservoir)
                  + " failed: "
                  + e
                  + ". The point is exported without exemplars.");
      return List.of();
    }
  }

  /** Frees the reservoir of {@code series}, which will not get another one. */
  public void end(SampledSeries series) {
    synchronized (series) {
      series.ended = true;
      release(series);
    }
  }

  /** Frees the reservoir of {@code series}. */
  public void release(SampledSeries series) {
    synchronized (series) {
      if (series.reservoir != null) {
        series.reservoir = null;
        reservoirs.decrementAndGet();
      }
    }
  }
}
