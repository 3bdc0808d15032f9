/**
 * Internal. Measures methods by annotations: {@code MeasuringInterceptor → MethodMetrics →
 * MethodMetric → Recording}. A client of the OpenTelemetry API like any other: it works on each of
 * its implementations.
 *
 * <p>It has more than fifteen types because the annotations of three libraries are read here, each
 * by a class of its own, and each way to record an invocation is one.
 */
@NullMarked
package ee.otel.metrics.internal.annotation;

import org.jspecify.annotations.NullMarked;
