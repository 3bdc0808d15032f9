/**
 * Internal. Exporters of opentelemetry-java's SDK, where the application brings some. But for
 * {@link ee.otel.metrics.internal.sdkbridge.SdkExporters} the classes here need the SDK.
 */
@NullMarked
package ee.otel.metrics.internal.sdkbridge;

import org.jspecify.annotations.NullMarked;
