/**
 * Internal. The points that a collection takes, side by side in arrays: a snapshot of a million
 * series without a million objects. Whoever wants objects gets them as the list is asked for them.
 */
@NullMarked
package ee.otel.metrics.internal.points;

import org.jspecify.annotations.NullMarked;
