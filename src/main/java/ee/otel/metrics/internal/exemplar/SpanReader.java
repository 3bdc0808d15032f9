package ee.otel.metrics.internal.exemplar;

/**
 * Reads the current span by a copy of the OpenTelemetry API that is not ours. Throws what that
 * copy's classes throw.
 *
 * <p>Public, because what implements it belongs to another class loader: {@link ApiLoader}. For the
 * same reason it speaks of no type of the API.
 */
public interface SpanReader {

  boolean isValid();

  boolean isSampled();

  String traceId();

  String spanId();
}
