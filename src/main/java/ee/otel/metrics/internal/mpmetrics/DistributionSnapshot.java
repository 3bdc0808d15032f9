package ee.otel.metrics.internal.mpmetrics;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.metrics.Snapshot;

/** The values that a histogram or timer has recorded until now. Immutable. */
final class DistributionSnapshot extends Snapshot {
  private final long size;
  private final double max;
  private final double mean;
  private final PercentileValue[] percentiles;
  private final HistogramBucket[] buckets;

  DistributionSnapshot(Distribution values, double[] parts) {
    this.size = values.count();
    this.max = values.max();
    this.mean = values.mean();
    this.percentiles = new PercentileValue[parts.length];
    for (int i = 0; i < parts.length; i++) {
      percentiles[i] = new PercentileValue(parts[i], values.percentile(parts[i]));
    }
    double[] bounds = values.bounds();
    long[] counts = values.cumulativeCounts();
    this.buckets = new HistogramBucket[bounds.length];
    for (int i = 0; i < bounds.length; i++) {
      buckets[i] = new HistogramBucket(bounds[i], counts[i]);
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public double getMax() {
    return max;
  }

  @Override
  public double getMean() {
    return mean;
  }

  @Override
  public PercentileValue[] percentileValues() {
    return percentiles.clone();
  }

  @Override
  public HistogramBucket[] bucketValues() {
    return buckets.clone();
  }

  /** A line for each percentile and each bucket. */
  @Override
  public void dump(OutputStream output) {
    PrintWriter out = new PrintWriter(output, false, StandardCharsets.UTF_8);
    for (PercentileValue percentile : percentiles) {
      out.println(percentile);
    }
    for (HistogramBucket bucket : buckets) {
      out.println(bucket);
    }
    out.flush();
  }
}
