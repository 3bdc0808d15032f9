/**
 * Internal. MicroProfile Metrics 5.1 where the server has none: its annotations, its registries and
 * their metrics, recorded by OpenTelemetry's instruments. Loaded only where the application has its
 * API.
 *
 * <p>It has more than fifteen types because each kind of metric of that API is a class, and each
 * kind of annotated invocation; apart from the extension and its bean all are package-private.
 */
@NullMarked
package ee.otel.metrics.internal.mpmetrics;

import org.jspecify.annotations.NullMarked;
