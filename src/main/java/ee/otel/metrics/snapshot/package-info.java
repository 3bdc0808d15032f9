/**
 * Pictures: immutable records of what was measured, the only thing that leaves the storages.
 *
 * <p>They mirror the specification's <em>Metrics Data Model</em>. Times are nanoseconds since the
 * Unix epoch. Arrays that a record carries are its own: whoever makes a picture hands them over and
 * never writes to them again, and readers do not write at all. Everything here is safe to read from
 * any thread.
 */
@NullMarked
package ee.otel.metrics.snapshot;

import org.jspecify.annotations.NullMarked;
