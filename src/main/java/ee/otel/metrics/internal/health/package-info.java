/** Internal. Log messages: what went wrong is said once, or at most every so often. */
@NullMarked
package ee.otel.metrics.internal.health;

import org.jspecify.annotations.NullMarked;
