package ee.otel.metrics.internal.prometheus;

import ee.otel.metrics.data.ExponentialBuckets;

/** Exponential buckets at a coarser scale: several of them count as one. */
final class CoarseBuckets {
  private final ExponentialBuckets fine;
  private final int shift;
  final int first;
  final int last;

  CoarseBuckets(ExponentialBuckets fine, int shift) {
    this.fine = fine;
    this.shift = Math.min(shift, 31);
    this.first = fine.offset() >> this.shift;
    this.last =
        fine.size() == 0 ? first - 1 : (int) ((long) fine.offset() + fine.size() - 1 >> this.shift);
  }

  int size() {
    return last - first + 1;
  }

  long count(int index) {
    long from = Math.max(0, ((long) index << shift) - fine.offset());
    long to = Math.min(fine.size(), ((index + 1L) << shift) - fine.offset());
    long count = 0;
    for (long i = from; i < to; i++) {
      count += fine.count((int) i);
    }
    return count;
  }
}
