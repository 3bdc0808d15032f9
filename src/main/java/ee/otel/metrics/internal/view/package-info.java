/** Internal. How views turn an instrument into streams: names, attributes, aggregation, limits. */
@NullMarked
package ee.otel.metrics.internal.view;

import org.jspecify.annotations.NullMarked;
