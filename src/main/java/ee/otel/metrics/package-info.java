/**
 * OpenTelemetry metrics for Jakarta EE.
 *
 * <p>{@link ee.otel.metrics.OtelMetrics} is the SDK without a container. The rest of this package
 * wires the parts together as CDI beans. Applications call and implement what stands in {@link
 * ee.otel.metrics.api} and see the records of {@link ee.otel.metrics.data}; everything below {@code
 * internal} may change at any time. docs/architecture.md shows the packages and the two ways that
 * data takes: recording and export.
 *
 * <p>It has more than fifteen types because each group of beans has a producer here; only what an
 * application or a container has to find is public.
 */
@NullMarked
package ee.otel.metrics;

import org.jspecify.annotations.NullMarked;
