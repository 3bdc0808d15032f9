package ee.otel.metrics.internal.export;

import ee.otel.metrics.internal.export.delivery.Export;

/**
 * What somebody wants of all exporters.
 *
 * @param flush whether somebody waits for the result
 * @param deadlineNanos when all has to be over, on the scale of {@link System#nanoTime}
 */
record ExportRequest(Export.Occasion occasion, boolean flush, long deadlineNanos) {}
