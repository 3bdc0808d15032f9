/**
 * Internal. Metrics to a collector: {@code OtlpExport} takes, encodes and posts; {@code Delivery}
 * decides what is sent again, cut, kept or given up; what became of it all is said and counted.
 */
@NullMarked
package ee.otel.metrics.internal.export.delivery;

import org.jspecify.annotations.NullMarked;
