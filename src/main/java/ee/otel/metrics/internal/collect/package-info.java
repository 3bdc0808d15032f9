/**
 * Internal. Collects for readers: runs the callbacks, reads every stream, filters, asks producers,
 * and gives back what did not arrive. The entrance is {@link
 * ee.otel.metrics.internal.collect.MetricsStorage}.
 */
@NullMarked
package ee.otel.metrics.internal.collect;

import org.jspecify.annotations.NullMarked;
