/**
 * Internal. Advises the bucket boundaries of histograms, with each generation of the OpenTelemetry
 * API.
 */
@NullMarked
package ee.otel.metrics.internal.advice;

import org.jspecify.annotations.NullMarked;
