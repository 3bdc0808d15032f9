package ee.otel.metrics.internal.export;

import ee.otel.metrics.api.PushMetricExporter;

/**
 * An exporter of the application's.
 *
 * @param name what messages and the metrics about exports call it
 */
public record PushTarget(String name, PushMetricExporter exporter) {}
