/**
 * Immutable records: what was measured, as it leaves the storages and as plug-ins see it. Times are
 * nanoseconds since the epoch.
 */
@NullMarked
package ee.otel.metrics.data;

import org.jspecify.annotations.NullMarked;
