/**
 * Internal. The instruments of the OpenTelemetry API, and one instrument for each identity within a
 * meter.
 */
@NullMarked
package ee.otel.metrics.internal.instrument;

import org.jspecify.annotations.NullMarked;
