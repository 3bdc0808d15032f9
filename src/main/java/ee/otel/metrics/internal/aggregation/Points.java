package ee.otel.metrics.internal.aggregation;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.NumberPoint;
import java.util.ArrayList;
import java.util.List;

/** Merges the points of one stream. They are of one kind and of the same buckets. */
final class Points {
  private Points() {}

  static NumberPoint sum(NumberPoint older, NumberPoint newer) {
    return new NumberPoint(
        newer.attributes(),
        older.startNanos(),
        newer.timeNanos(),
        newer.type(),
        NumberSums.plus(newer.type(), older.bits(), newer.bits()),
        together(older.exemplars(), newer.exemplars()));
  }

  static NumberPoint last(NumberPoint older, NumberPoint newer) {
    return new NumberPoint(
        newer.attributes(),
        older.startNanos(),
        newer.timeNanos(),
        newer.type(),
        newer.bits(),
        together(older.exemplars(), newer.exemplars()));
  }

  static HistogramPoint histogram(HistogramPoint older, HistogramPoint newer) {
    long[] counts = newer.counts().clone();
    for (int i = 0; i < counts.length; i++) {
      counts[i] += older.counts()[i];
    }
    return new HistogramPoint(
        newer.attributes(),
        older.startNanos(),
        newer.timeNanos(),
        older.count() + newer.count(),
        newer.hasSum(),
        NumberSums.plus(older.sum(), newer.sum()),
        newer.hasMinMax(),
        Math.min(older.min(), newer.min()),
        Math.max(older.max(), newer.max()),
        newer.boundaries(),
        counts,
        together(older.exemplars(), newer.exemplars()));
  }

  /** The difference of two sums of one sequence; it starts at the time of the earlier one. */
  static NumberPoint difference(NumberPoint earlier, NumberPoint later) {
    long bits = NumberSums.minus(later.type(), later.bits(), earlier.bits());
    return new NumberPoint(
        later.attributes(),
        earlier.timeNanos(),
        later.timeNanos(),
        later.type(),
        bits,
        later.exemplars());
  }

  /** The newer exemplars and as many of the older ones as the larger of the two lists holds. */
  static List<Exemplar> together(List<Exemplar> old, List<Exemplar> fresh) {
    if (old.isEmpty() || fresh.size() >= old.size()) {
      return fresh;
    }
    List<Exemplar> all = new ArrayList<>(old.size());
    all.addAll(fresh);
    all.addAll(old.subList(0, old.size() - fresh.size()));
    return List.copyOf(all);
  }
}
