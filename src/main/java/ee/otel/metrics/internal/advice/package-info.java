/**
 * Internal. What the edges advise of their histograms, with each generation of the OpenTelemetry
 * API.
 */
@NullMarked
package ee.otel.metrics.internal.advice;

import org.jspecify.annotations.NullMarked;
