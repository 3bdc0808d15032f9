/** The server's current span, where the server has its own copy of the OpenTelemetry API. */
@NullMarked
package ee.otel.metrics.serverspan;

import org.jspecify.annotations.NullMarked;
