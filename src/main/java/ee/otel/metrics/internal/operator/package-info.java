/** Internal. What operators see of an application's metrics: an MXBean and a health check. */
@NullMarked
package ee.otel.metrics.internal.operator;

import org.jspecify.annotations.NullMarked;
