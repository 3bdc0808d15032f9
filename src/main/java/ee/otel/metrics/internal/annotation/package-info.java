/**
 * Internal. Measures methods by annotations: {@code MeasuringInterceptor → MethodMetrics →
 * MethodMetric → Recording}. A client of the OpenTelemetry API like any other: it works on each of
 * its implementations.
 */
@NullMarked
package ee.otel.metrics.internal.annotation;

import org.jspecify.annotations.NullMarked;
