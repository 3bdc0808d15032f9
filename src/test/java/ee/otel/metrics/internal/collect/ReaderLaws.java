package ee.otel.metrics.internal.collect;

import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.Temporality;
import io.opentelemetry.api.common.Attributes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one reader was delivered, held against the laws of the data model (specification: <em>Data
 * model, Temporality; Resets and gaps</em>). Points are heard in the order of their arrival.
 */
final class ReaderLaws {
  private record Series(String metric, Attributes attributes) {}

  private final Map<Series, Point> last = new HashMap<>();
  private final Map<String, BigInteger> deltas = new HashMap<>();
  private final Map<Series, Map<Long, BigInteger>> sequences = new HashMap<>();
  private final List<String> broken = new ArrayList<>();

  /** Takes what was delivered by one export. */
  void hear(Collection<MetricSnapshot> metrics) {
    Map<Series, Point> here = new HashMap<>();
    for (MetricSnapshot metric : metrics) {
      for (Point point : metric.data().points()) {
        Series series = new Series(metric.name(), point.attributes().attributes());
        if (here.put(series, point) != null) {
          broken.add("twice in one export: " + point);
        }
        hear(series, metric.data(), point);
      }
    }
  }

  private void hear(Series series, MetricData data, Point point) {
    if (point.startNanos() > point.timeNanos()) {
      broken.add("starts after its time: " + point);
    }
    point
        .exemplars()
        .forEach(
            exemplar -> {
              if (exemplar.timeNanos() < point.startNanos()
                  || exemplar.timeNanos() > point.timeNanos()) {
                broken.add("exemplar outside of its point: " + point);
              }
            });
    checkValue(data, point);
    Point before = last.put(series, point);
    if (data instanceof MetricData.Gauge) {
      return;
    }
    BigInteger amount = amount(point);
    if (temporality(data) == Temporality.DELTA) {
      deltas.merge(series.metric, amount, BigInteger::add);
      if (before != null && point.startNanos() < before.timeNanos()) {
        broken.add("windows overlap: " + before + " then " + point);
      }
      return;
    }
    BigInteger known =
        sequences
            .computeIfAbsent(series, unused -> new HashMap<>())
            .put(point.startNanos(), amount);
    if (before == null) {
      return;
    }
    if (point.startNanos() != before.startNanos() && point.startNanos() < before.timeNanos()) {
      broken.add("a sequence begins before the last one's end: " + before + " then " + point);
    } else if (point.startNanos() == before.startNanos()) {
      if (point.timeNanos() < before.timeNanos()) {
        broken.add("time goes back: " + before + " then " + point);
      }
      if (isMonotonic(data) && known != null && amount.compareTo(known) < 0) {
        broken.add("falls within its sequence: " + before + " then " + point);
      }
    }
  }

  private void checkValue(MetricData data, Point point) {
    double sum =
        point instanceof NumberPoint number
            ? number.toDouble()
            : point instanceof HistogramPoint histogram
                ? histogram.sum()
                : ((ExponentialHistogramPoint) point).sum();
    if (!Double.isFinite(sum)) {
      broken.add("is not finite: " + point);
    }
    if (isMonotonic(data) && temporality(data) == Temporality.DELTA && sum < 0) {
      broken.add("monotonic delta < 0: " + point);
    }
  }

  private static boolean isMonotonic(MetricData data) {
    return data instanceof MetricData.Sum sum && sum.monotonic();
  }

  private static Temporality temporality(MetricData data) {
    return data instanceof MetricData.Sum sum
        ? sum.temporality()
        : data instanceof MetricData.Histogram histogram
            ? histogram.temporality()
            : ((MetricData.ExponentialHistogram) data).temporality();
  }

  /** A sum, or the number of measurements. */
  private static BigInteger amount(Point point) {
    if (point instanceof NumberPoint number) {
      return number.type() == NumberType.LONG
          ? BigInteger.valueOf(number.bits())
          : BigInteger.valueOf((long) number.toDouble());
    }
    return BigInteger.valueOf(
        point instanceof HistogramPoint histogram
            ? histogram.count()
            : ((ExponentialHistogramPoint) point).count());
  }

  /** All that arrived of a metric: deltas, and the last total of each cumulative sequence. */
  BigInteger arrived(String metric) {
    BigInteger arrived = deltas.getOrDefault(metric, BigInteger.ZERO);
    for (Map.Entry<Series, Map<Long, BigInteger>> series : sequences.entrySet()) {
      if (series.getKey().metric.equals(metric)) {
        arrived = series.getValue().values().stream().reduce(arrived, BigInteger::add);
      }
    }
    return arrived;
  }

  /** The first broken law, or null. */
  String firstBroken() {
    return broken.isEmpty() ? null : broken.get(0);
  }
}
