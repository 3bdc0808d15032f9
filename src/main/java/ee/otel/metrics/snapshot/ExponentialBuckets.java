package ee.otel.metrics.snapshot;

/**
 * A run of exponential buckets.
 *
 * @param offset the index of the first bucket
 * @param counts the counts from there on; empty when nothing was counted
 */
public record ExponentialBuckets(int offset, long[] counts) {
  public static final ExponentialBuckets EMPTY = new ExponentialBuckets(0, new long[0]);
}
