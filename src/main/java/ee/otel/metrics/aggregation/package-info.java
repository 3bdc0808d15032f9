/**
 * The arithmetic: cells that measurements are recorded into, and how their pictures add up.
 *
 * <p>A cell knows values only. Which series it belongs to, when that began and which examples were
 * kept is told to it when its picture is taken.
 */
@NullMarked
package ee.otel.metrics.aggregation;

import org.jspecify.annotations.NullMarked;
