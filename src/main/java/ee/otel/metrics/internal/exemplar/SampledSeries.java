package ee.otel.metrics.internal.exemplar;

import ee.otel.metrics.api.ExemplarReservoir;
import ee.otel.metrics.data.PointAttributes;
import org.jspecify.annotations.Nullable;

/** A series as {@link ExemplarsStorage} knows it: its attributes, and a reservoir or none. */
public abstract class SampledSeries {
  private final PointAttributes attributes;

  /** The reservoir, once an exemplar was taken. A late write to one that was freed is lost. */
  volatile @Nullable ExemplarReservoir reservoir;

  /** Whether there will be no exemplars any more; guarded by this object's monitor. */
  boolean ended;

  protected SampledSeries(PointAttributes attributes) {
    this.attributes = attributes;
  }

  /** The attributes of the series' points. */
  public final PointAttributes attributes() {
    return attributes;
  }
}
