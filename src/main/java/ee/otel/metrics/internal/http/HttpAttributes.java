package ee.otel.metrics.internal.http;

import io.opentelemetry.api.common.AttributeKey;

/** The attribute keys of HTTP metrics (semantic conventions: <em>HTTP metrics</em>). */
public final class HttpAttributes {
  public static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  public static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
  public static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  public static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  public static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
  public static final AttributeKey<String> TEMPLATE = AttributeKey.stringKey("url.template");
  public static final AttributeKey<String> VERSION =
      AttributeKey.stringKey("network.protocol.version");
  public static final AttributeKey<String> SERVER_ADDRESS =
      AttributeKey.stringKey("server.address");
  public static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");

  /** The value for a method that is not known, and for an error of unknown type. */
  public static final String OTHER = "_OTHER";

  private HttpAttributes() {}
}
