package ee.otel.metrics.internal.http.client;

import ee.otel.metrics.internal.http.HttpAttributes;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import org.jspecify.annotations.Nullable;

/** The attributes of a request, by which its series is found. */
record CallKey(
    String method,
    @Nullable String host,
    int port,
    int status,
    @Nullable String error,
    @Nullable String template) {
  Attributes attributes() {
    AttributesBuilder builder = Attributes.builder();
    builder.put(HttpAttributes.METHOD, method);
    if (host != null) {
      builder.put(HttpAttributes.SERVER_ADDRESS, host);
    }
    builder.put(HttpAttributes.SERVER_PORT, (long) port);
    if (status > 0) {
      builder.put(HttpAttributes.STATUS, (long) status);
    }
    if (error != null) {
      builder.put(HttpAttributes.ERROR_TYPE, error);
    }
    if (template != null) {
      builder.put(HttpAttributes.TEMPLATE, template);
    }
    return builder.build();
  }
}
