/**
 * Internal. When metrics are exported: at the container's timer, a flush, the end of the
 * application.
 *
 * <p>{@link ee.otel.metrics.internal.export.MetricExporterBean} is the EJB, {@code
 * ScheduledExporter} the same without EJB. The work is plain Java: {@code ExportTurns} lets one
 * export run at a time, and {@link ee.otel.metrics.internal.export.delivery} sends to a collector.
 *
 * <p>It has more than fifteen types because timers, turns, steps and the exporters without a
 * package of their own are used here alone: two of three are package-private.
 */
@NullMarked
package ee.otel.metrics.internal.export;

import org.jspecify.annotations.NullMarked;
