package ee.otel.metrics.internal.mpmetrics;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The values that were recorded since the start, for snapshots: count, sum and maximum are exact,
 * percentiles are within 1 %. It holds one row of {@value #COLUMNS} counts for each power of two
 * that occurred, 64 at most. Recording and reading are safe from any thread; a snapshot taken while
 * others record may miss what they record.
 */
final class Distribution {
  private static final int BITS = 6;
  private static final int COLUMNS = 1 << BITS;

  private final AtomicReferenceArray<@Nullable AtomicLongArray> rows =
      new AtomicReferenceArray<>(Long.SIZE);
  private final double[] bounds;
  private final AtomicLongArray counts;
  private final LongAdder count = new LongAdder();
  private final LongAdder sum = new LongAdder();
  private final LongAccumulator max = new LongAccumulator(Math::max, 0);

  /**
   * @param bounds upper bounds of buckets that are counted exactly, ascending; empty for none
   */
  Distribution(double[] bounds) {
    this.bounds = bounds.clone();
    this.counts = new AtomicLongArray(bounds.length);
  }

  /** Records a value that is not negative. */
  void record(long value) {
    int exponent = Math.max(0, Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(value));
    row(exponent == 0 ? (value >> BITS == 0 ? 0 : 1) : exponent + 1)
        .incrementAndGet(column(value, exponent));
    for (int i = 0; i < bounds.length; i++) {
      if (value <= bounds[i]) {
        counts.incrementAndGet(i);
        break;
      }
    }
    max.accumulate(value);
    sum.add(value);
    count.increment();
  }

  /** The bits behind the leading one; small values stand for themselves. */
  private static int column(long value, int exponent) {
    return (int) (value >> exponent) & COLUMNS - 1;
  }

  private AtomicLongArray row(int index) {
    AtomicLongArray row = rows.get(index);
    if (row != null) {
      return row;
    }
    AtomicLongArray made = new AtomicLongArray(COLUMNS);
    AtomicLongArray there = rows.compareAndExchange(index, null, made);
    return there == null ? made : there;
  }

  long count() {
    return count.sum();
  }

  long sum() {
    return sum.sum();
  }

  long max() {
    return max.get();
  }

  double mean() {
    long n = count();
    return n == 0 ? 0 : (double) sum() / n;
  }

  /** How many values are at most each bound. */
  long[] cumulativeCounts() {
    long[] cumulative = new long[bounds.length];
    long below = 0;
    for (int i = 0; i < bounds.length; i++) {
      below += counts.get(i);
      cumulative[i] = below;
    }
    return cumulative;
  }

  double[] bounds() {
    return bounds.clone();
  }

  /** The value below or at which that part of all values lies; 0 without values. */
  double percentile(double part) {
    long total = total();
    long rank = Math.max(1, (long) Math.ceil(part * total));
    long seen = 0;
    for (int index = 0; index < rows.length(); index++) {
      AtomicLongArray row = rows.get(index);
      if (row == null) {
        continue;
      }
      for (int column = 0; column < COLUMNS; column++) {
        seen += row.get(column);
        if (seen >= rank && row.get(column) > 0) {
          return Math.min(middle(index, column), max());
        }
      }
    }
    return max();
  }

  private long total() {
    long total = 0;
    for (int index = 0; index < rows.length(); index++) {
      AtomicLongArray row = rows.get(index);
      for (int column = 0; row != null && column < COLUMNS; column++) {
        total += row.get(column);
      }
    }
    return total;
  }

  /** The middle of the values that a cell counts. */
  private static double middle(int index, int column) {
    if (index == 0) {
      return column;
    }
    double width = Math.scalb(1.0, index - 1);
    return (COLUMNS + column) * width + (width - 1) / 2;
  }
}
