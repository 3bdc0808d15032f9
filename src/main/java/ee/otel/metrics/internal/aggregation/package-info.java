/**
 * Internal. The arithmetic: the cells that measurements are recorded into, and how points add up.
 * The entrance is {@link ee.otel.metrics.internal.aggregation.Aggregator}.
 *
 * <p>A cell knows values only. Its series, start and exemplars are passed to it when a point is
 * read from it.
 */
@NullMarked
package ee.otel.metrics.internal.aggregation;

import org.jspecify.annotations.NullMarked;
