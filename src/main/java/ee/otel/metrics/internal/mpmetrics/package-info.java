/**
 * Internal. MicroProfile Metrics 5.1 where the server has none: its annotations, its registries and
 * their metrics, recorded by OpenTelemetry's instruments. Loaded only where the application has its
 * API.
 */
@NullMarked
package ee.otel.metrics.internal.mpmetrics;

import org.jspecify.annotations.NullMarked;
