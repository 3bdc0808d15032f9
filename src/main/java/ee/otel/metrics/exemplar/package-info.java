/** Examples: which measurements may be kept, and which are. */
@NullMarked
package ee.otel.metrics.exemplar;

import org.jspecify.annotations.NullMarked;
