package ee.otel.metrics.data;

import java.util.List;

/** One series at one time (specification: <em>Data model, Metric points</em>). */
public sealed interface Point permits NumberPoint, HistogramPoint, ExponentialHistogramPoint {
  /** The attributes, by which the points of a metric differ. */
  PointAttributes attributes();

  /** First possible moment of a measurement in this point; never after {@link #timeNanos()}. */
  long startNanos();

  /** The moment of collection. */
  long timeNanos();

  /** Exemplars measured between start and time; empty for most points. */
  List<Exemplar> exemplars();

  /** The same values with other attributes, times and exemplars. */
  Point with(PointAttributes attributes, long startNanos, long timeNanos, List<Exemplar> exemplars);
}
