/** Internal. Which attributes are one series: those that are one on the wire. */
@NullMarked
package ee.otel.metrics.internal.attributes;

import org.jspecify.annotations.NullMarked;
