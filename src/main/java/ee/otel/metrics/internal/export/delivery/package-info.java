/**
 * Internal. Exports to a collector: {@link ee.otel.metrics.internal.export.delivery.OtlpExport}
 * encodes and posts; {@code Delivery} decides what is sent again, cut, kept or given up.
 */
@NullMarked
package ee.otel.metrics.internal.export.delivery;

import org.jspecify.annotations.NullMarked;
