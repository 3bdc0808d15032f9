package ee.otel.metrics.internal.collect;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.attributes.CanonicalAttributes;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks and copies what all points have in common, for {@link ProducedMetric}. */
@SuppressWarnings("ConstantValue") // parts that are never null by their types are null all the same
final class SoundPoint {
  private SoundPoint() {}

  /** What is wrong with the attributes, times or exemplars of a point; null for nothing. */
  static @Nullable String problemOf(Point point) {
    if (point.attributes() == null) {
      return "has no attributes (null)";
    }
    if (point.exemplars() == null) {
      return "has no exemplars (null)";
    }
    if (point.startNanos() < 0 || point.timeNanos() < 0) {
      return "has a time < 0: " + Math.min(point.startNanos(), point.timeNanos());
    }
    if (point.startNanos() > point.timeNanos()) {
      return "starts after its time: " + point.startNanos() + " > " + point.timeNanos();
    }
    for (Exemplar exemplar : point.exemplars()) {
      if (exemplar == null || exemplar.type() == null || exemplar.filteredAttributes() == null) {
        return "has an exemplar that is null, or has no type or no attributes";
      }
      if (exemplar.timeNanos() < 0) {
        return "has an exemplar with a time < 0: " + exemplar.timeNanos();
      }
      if (exemplar.type() == NumberType.DOUBLE
          && Double.isNaN(exemplar.type().toDouble(exemplar.bits()))) {
        return "has an exemplar that is not a number: NaN";
      }
    }
    return null;
  }

  /** What is wrong with the sum or the range of a histogram; null for nothing. */
  static @Nullable String problemOf(
      boolean hasSum, double sum, boolean hasMinMax, double min, double max) {
    if (hasSum && !Double.isFinite(sum)) {
      return "has a sum that is not finite: " + sum;
    }
    if (!hasMinMax) {
      return null;
    }
    return min <= max ? null : "has a range that is none: " + min + " to " + max;
  }

  /** The point with attributes, lists and arrays that the producer cannot change any more. */
  static Point own(Point point) {
    Attributes given = point.attributes().attributes();
    Attributes own = CanonicalAttributes.of(given);
    List<Exemplar> exemplars = new ArrayList<>(point.exemplars().size());
    for (Exemplar exemplar : point.exemplars()) {
      exemplars.add(
          new Exemplar(
              CanonicalAttributes.of(exemplar.filteredAttributes()),
              exemplar.timeNanos(),
              exemplar.traceId(),
              exemplar.spanId(),
              exemplar.type(),
              exemplar.bits()));
    }
    Point copy =
        point.with(
            own == given ? point.attributes() : new PointAttributes(own),
            point.startNanos(),
            point.timeNanos(),
            List.copyOf(exemplars));
    return copy instanceof HistogramPoint histogram
        ? new HistogramPoint(
            histogram.attributes(),
            histogram.startNanos(),
            histogram.timeNanos(),
            histogram.count(),
            histogram.hasSum(),
            histogram.sum(),
            histogram.hasMinMax(),
            histogram.min(),
            histogram.max(),
            histogram.boundaries().clone(),
            histogram.counts().clone(),
            histogram.exemplars())
        : copy;
  }
}
