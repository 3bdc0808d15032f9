/**
 * Internal. The points that a collection takes, side by side in arrays: a snapshot of a million
 * series without a million objects. Objects are made only when they are asked for.
 */
@NullMarked
package ee.otel.metrics.internal.points;

import org.jspecify.annotations.NullMarked;
