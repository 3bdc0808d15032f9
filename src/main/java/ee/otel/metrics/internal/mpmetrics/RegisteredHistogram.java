package ee.otel.metrics.internal.mpmetrics;

import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.Snapshot;

/** A histogram of a registry. */
final class RegisteredHistogram extends Registered implements Histogram {
  private final Distribution values;
  private final double[] percentiles;
  private final LateInstrument instrument;

  RegisteredHistogram(Distribution values, double[] percentiles, LateInstrument instrument) {
    this.values = values;
    this.percentiles = percentiles;
    this.instrument = instrument;
  }

  @Override
  public void update(int value) {
    update((long) value);
  }

  /** A negative value is ignored: no OpenTelemetry histogram takes one. */
  @Override
  public void update(long value) {
    if (value >= 0) {
      values.record(value);
      instrument.accept(value);
    }
  }

  @Override
  public long getCount() {
    return values.count();
  }

  @Override
  public long getSum() {
    return values.sum();
  }

  @Override
  public Snapshot getSnapshot() {
    return new DistributionSnapshot(values, percentiles);
  }
}
