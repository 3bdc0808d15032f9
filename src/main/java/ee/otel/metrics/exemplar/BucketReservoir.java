package ee.otel.metrics.exemplar;

import java.util.List;

/** The last measurement of each bucket of a histogram. */
final class BucketReservoir implements ExemplarReservoir {
  private final double[] upperBounds;
  private final Slots slots;

  BucketReservoir(double[] upperBounds) {
    this.upperBounds = upperBounds;
    this.slots = new Slots(upperBounds.length + 1);
  }

  @Override
  public void offer(Measurement measurement) {
    double value = measurement.toDouble();
    int bucket = 0;
    while (bucket < upperBounds.length && value > upperBounds[bucket]) {
      bucket++;
    }
    slots.put(bucket, measurement);
  }

  @Override
  public List<Measurement> measurements(boolean empty) {
    return slots.measurements(empty);
  }
}
