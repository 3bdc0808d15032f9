package ee.otel.metrics.internal.aggregation;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.ExponentialBuckets;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.NumberPoint;
import java.util.ArrayList;
import java.util.List;

/** Merges the points of one stream. They are of one kind, and of the same boundaries if any. */
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

  /**
   * Two snapshots as one: what a single cell would show, had it recorded the measurements of both
   * (but for the rounding of the sum).
   *
   * @param older gives the start
   * @param newer gives the time
   * @param maxSize as the constructor of the cell takes it; both snapshots are of cells with this
   *     size and with one maximum scale
   */
  static ExponentialHistogramPoint exponential(
      ExponentialHistogramPoint older, ExponentialHistogramPoint newer, int maxSize) {
    int size = ExponentialHistogramCell.nearestSize(maxSize);
    int common = Math.min(older.scale(), newer.scale());
    int olderBy = older.scale() - common;
    int newerBy = newer.scale() - common;
    int by =
        Math.max(
            reduction(older.positive(), olderBy, newer.positive(), newerBy, size),
            reduction(older.negative(), olderBy, newer.negative(), newerBy, size));
    boolean hasSum = older.hasSum() && newer.hasSum();
    boolean hasMinMax = older.hasMinMax() && newer.hasMinMax();
    return new ExponentialHistogramPoint(
        newer.attributes(),
        older.startNanos(),
        newer.timeNanos(),
        common - by,
        older.count() + newer.count(),
        older.zeroCount() + newer.zeroCount(),
        hasSum,
        hasSum ? NumberSums.plus(older.sum(), newer.sum()) : 0,
        hasMinMax,
        hasMinMax ? Math.min(older.min(), newer.min()) : 0,
        hasMinMax ? Math.max(older.max(), newer.max()) : 0,
        merge(older.positive(), olderBy + by, newer.positive(), newerBy + by),
        merge(older.negative(), olderBy + by, newer.negative(), newerBy + by),
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

  private static int reduction(
      ExponentialBuckets a, int aBy, ExponentialBuckets b, int bBy, int maxSize) {
    int low = Math.min(low(a, aBy), low(b, bBy));
    int high = Math.max(high(a, aBy), high(b, bBy));
    return low > high ? 0 : ExponentialIndex.reduction(low, high, maxSize);
  }

  private static ExponentialBuckets merge(
      ExponentialBuckets a, int aBy, ExponentialBuckets b, int bBy) {
    int low = Math.min(low(a, aBy), low(b, bBy));
    int high = Math.max(high(a, aBy), high(b, bBy));
    if (low > high) {
      return ExponentialBuckets.EMPTY;
    }
    long[] counts = new long[high - low + 1];
    addAll(counts, low, a, aBy);
    addAll(counts, low, b, bBy);
    return ExponentialBuckets.of(low, counts);
  }

  private static void addAll(long[] counts, int offset, ExponentialBuckets from, int by) {
    for (int i = 0; i < from.size(); i++) {
      counts[(from.offset() + i >> by) - offset] += from.count(i);
    }
  }

  /** The index of the first bucket, {@code by} scales coarser; of none, above all others. */
  private static int low(ExponentialBuckets buckets, int by) {
    return buckets.size() == 0 ? Integer.MAX_VALUE : buckets.offset() >> by;
  }

  /** The index of the last bucket, {@code by} scales coarser; of none, below all others. */
  private static int high(ExponentialBuckets buckets, int by) {
    int size = buckets.size();
    return size == 0 ? Integer.MIN_VALUE : buckets.offset() + size - 1 >> by;
  }
}
