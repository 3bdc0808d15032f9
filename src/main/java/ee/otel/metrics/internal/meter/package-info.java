/** Internal. The OpenTelemetry API's meters and the builders of instruments. */
@NullMarked
package ee.otel.metrics.internal.meter;

import org.jspecify.annotations.NullMarked;
