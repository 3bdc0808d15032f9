/** Internal. Instruments as the OpenTelemetry API's incubator extends them. */
@NullMarked
package ee.otel.metrics.internal.incubator;

import org.jspecify.annotations.NullMarked;
