/** Instrument times view is stream: names, kept attributes, aggregation, limits. */
@NullMarked
package ee.otel.metrics.view;

import org.jspecify.annotations.NullMarked;
