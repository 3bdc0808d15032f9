package ee.otel.metrics.snapshot;

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
    Scope scope, String name, String description, String unit, MetricData data) {}
