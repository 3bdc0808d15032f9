/**
 * Internal. Adapts exporters of opentelemetry-java's SDK, where the application brings some. All
 * classes but {@link ee.otel.metrics.internal.sdkbridge.SdkExporters} need the SDK.
 */
@NullMarked
package ee.otel.metrics.internal.sdkbridge;

import org.jspecify.annotations.NullMarked;
