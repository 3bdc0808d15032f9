/**
 * Internal. When metrics leave: the container's timer, a flush, the end of the application; and
 * what becomes of them if they do not arrive.
 *
 * <p>{@link ee.otel.metrics.internal.export.MetricExporterBean} is the thin shell that the
 * container knows. The work is plain Java: {@code ExportTurns} lets one export at a time through,
 * {@code OtlpExport} takes, encodes and posts.
 */
@NullMarked
package ee.otel.metrics.internal.export;

import org.jspecify.annotations.NullMarked;
