package ee.otel.metrics.data;

import java.util.List;

/**
 * One metric stream at one collection: its identity and its points.
 *
 * @param scope the meter that measured
 * @param name the stream's name
 * @param description what is measured; may be empty
 * @param unit the unit, case-sensitive UCUM by convention; may be empty
 * @param data the points, at least one
 */
public record MetricSnapshot(
    Scope scope, String name, String description, String unit, MetricData data) {

  /**
   * The same metric with other points.
   *
   * @param points of the same kind as those here, such as some of them
   */
  public MetricSnapshot withPoints(List<? extends Point> points) {
    return new MetricSnapshot(scope, name, description, unit, data.withPoints(points));
  }
}
