/**
 * Internal. When metrics leave: the container's timer, a flush, the end of the application.
 *
 * <p>{@link ee.otel.metrics.internal.export.MetricExporterBean} is the thin shell that the
 * container knows. The work is plain Java: {@code ExportTurns} lets one export at a time through.
 * What is sent to a collector is the subject of {@link ee.otel.metrics.internal.export.delivery}.
 */
@NullMarked
package ee.otel.metrics.internal.export;

import org.jspecify.annotations.NullMarked;
