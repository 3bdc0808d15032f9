/**
 * Internal. Brings attributes into one form, so that those that are equal on the wire are one
 * series.
 */
@NullMarked
package ee.otel.metrics.internal.attributes;

import org.jspecify.annotations.NullMarked;
