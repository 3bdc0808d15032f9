package ee.otel.metrics.internal.transport;

import ee.otel.metrics.internal.otlp.response.OtlpResponse;

/**
 * The collector took the request.
 *
 * @param status the HTTP status, 200 to 299
 * @param response what the collector said: it may have rejected some points all the same
 */
public record Accepted(int status, OtlpResponse response) {}
