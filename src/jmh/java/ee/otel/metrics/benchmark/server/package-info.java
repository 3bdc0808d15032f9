/**
 * What measuring costs an application in a server: the demonstration's shop under load without
 * metrics, with this jar and with opentelemetry-java, side by side.
 */
@NullMarked
package ee.otel.metrics.benchmark.server;

import org.jspecify.annotations.NullMarked;
