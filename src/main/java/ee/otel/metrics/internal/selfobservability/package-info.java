/**
 * Internal. Measures this library itself, through its own instruments (semantic conventions:
 * <em>OpenTelemetry SDK metrics</em>).
 *
 * <p>Its metrics travel with the application's and never cause an export of their own: see {@link
 * ee.otel.metrics.internal.selfobservability.SelfObservability#SCOPE}.
 */
@NullMarked
package ee.otel.metrics.internal.selfobservability;

import org.jspecify.annotations.NullMarked;
