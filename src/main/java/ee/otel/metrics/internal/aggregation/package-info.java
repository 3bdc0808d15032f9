/**
 * Internal. The arithmetic: cells that measurements are recorded into, and how points add up.
 *
 * <p>A cell knows values only. Its series, start and exemplars are told to it when a point is read
 * from it.
 */
@NullMarked
package ee.otel.metrics.internal.aggregation;

import org.jspecify.annotations.NullMarked;
