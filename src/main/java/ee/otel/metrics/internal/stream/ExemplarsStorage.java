package ee.otel.metrics.internal.stream;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.ExemplarReservoir;
import ee.otel.metrics.api.Measurement;
import ee.otel.metrics.data.Boundaries;
import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.internal.exemplar.ExemplarSampler;
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
  private final Health health;
  private final AtomicInteger reservoirs = new AtomicInteger();

  public ExemplarsStorage(ExemplarSampler sampler, Health health) {
    this.sampler = sampler;
    this.health = health;
  }

  /** Whether no exemplar will ever be kept, so that recorders need not ask. */
  boolean isOff() {
    return sampler.isOff();
  }

  /** How many reservoirs there are at the moment. */
  public int reservoirs() {
    return reservoirs.get();
  }

  /** How the exemplars of one stream are kept and shown. */
  record Kind(Supplier<ExemplarReservoir> reservoirs, NumberType shownAs) {

    /** What fits a stream (specification: <em>Exemplar defaults</em>). */
    static Kind of(StreamConfig config) {
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
   * recorded; null for one that does not.
   *
   * @param context null for the current one
   */
  @Nullable Context candidate(@Nullable Context context) {
    try {
      return sampler.candidate(context);
    } catch (Exception | LinkageError e) {
      failed(e);
      return null;
    }
  }

  /** Offers a measurement that was just recorded into {@code series}. */
  void offer(
      SeriesTable.Entry series,
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
    } catch (Exception | LinkageError e) {
      failed(e);
    }
  }

  private void failed(Throwable e) {
    health.warn(
        ExemplarsStorage.class,
        e,
        () -> "Exemplar filter or reservoir failed: " + e + ". The measurement counts as usual.");
  }

  private static Measurement owned(Measurement measurement) {
    Attributes own = KeptAttributes.owned(measurement.attributes());
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

  /** Null for a series that was let go meanwhile. */
  private @Nullable ExemplarReservoir reservoirOf(
      SeriesTable.Entry series, Supplier<ExemplarReservoir> factory) {
    ExemplarReservoir reservoir = series.reservoir;
    if (reservoir != null) {
      return reservoir;
    }
    ExemplarReservoir fresh = factory.get(); // the application's code: no lock around it
    synchronized (series) {
      if (series.reservoir == null && !series.left) {
        series.reservoir = fresh;
        reservoirs.incrementAndGet();
      }
      return series.reservoir;
    }
  }

  /**
   * The exemplars of a series for a point.
   *
   * @param empty whether the interval ends here; a reservoir without exemplars is then let go
   */
  List<Exemplar> exemplarsOf(
      SeriesTable.Entry series, Kind kind, long startNanos, long timeNanos, boolean empty) {
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
          kept, kind.shownAs(), series.attributes.attributes(), startNanos, timeNanos);
    } catch (Exception | LinkageError e) {
      health.warn(
          ExemplarsStorage.class,
          e,
          () -> "Exemplar reservoir failed: " + e + ". The point is exported without exemplars.");
      return List.of();
    }
  }

  /** Lets the reservoir of {@code series} go, which will not get another one. */
  void end(SeriesTable.Entry series) {
    synchronized (series) {
      series.left = true;
      release(series);
    }
  }

  /** Lets the reservoir of {@code series} go. */
  void release(SeriesTable.Entry series) {
    synchronized (series) {
      if (series.reservoir != null) {
        series.reservoir = null;
        reservoirs.decrementAndGet();
      }
    }
  }
}
