/**
 * Internal. The JVM's own metrics, by OpenTelemetry's conventions (semantic conventions:
 * <em>Semantic conventions for JVM metrics</em>). Uses the OpenTelemetry API and {@code
 * java.lang.management} only: it would work on another implementation as well.
 */
@NullMarked
package ee.otel.metrics.internal.jvm;

import org.jspecify.annotations.NullMarked;
