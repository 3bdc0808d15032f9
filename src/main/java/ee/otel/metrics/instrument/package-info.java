/**
 * The OpenTelemetry metrics API implemented: check a value, then record it.
 *
 * <p>The application sees these classes through the API's interfaces only. Everything here is safe
 * from any thread but the builders, and nothing that records ever throws.
 */
@NullMarked
package ee.otel.metrics.instrument;

import org.jspecify.annotations.NullMarked;
