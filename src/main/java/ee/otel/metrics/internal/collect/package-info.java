/**
 * Internal. Collections: they run the callbacks, read every stream for one reader, let filters and
 * producers take part, and give back what did not arrive.
 */
@NullMarked
package ee.otel.metrics.internal.collect;

import org.jspecify.annotations.NullMarked;
