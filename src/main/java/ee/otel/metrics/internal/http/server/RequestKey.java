package ee.otel.metrics.internal.http.server;

import ee.otel.metrics.internal.http.HttpAttributes;
import ee.otel.metrics.internal.http.KnownMethods;
import io.opentelemetry.api.common.AttributesBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that tell the series of a route apart, as one number: 10 bits of status, 8 of
 * method, 2 of scheme, 3 of protocol version.
 *
 * <p>Each has a bounded number of values, whatever a client sends.
 */
final class RequestKey {
  private static final int METHODS = 1 << 8;
  private static final int STATUSES = 1 << 10;
  private static final String[] SCHEMES = {"http", "https"};
  private static final String[] VERSIONS = {"", "1.0", "1.1", "2", "3"};

  private RequestKey() {}

  /** The key of a request that was not answered yet. */
  static int of(int method, @Nullable String scheme, @Nullable String protocol) {
    int known = method < METHODS ? method : 0;
    return (version(protocol) << 20)
        | (("https".equalsIgnoreCase(scheme) ? 1 : 0) << 18)
        | (known << 10);
  }

  /** The key with the status of its response; 0 where none was sent. */
  static int answered(int key, int status) {
    return key | (status > 0 && status < STATUSES ? status : 0);
  }

  static int status(int key) {
    return key & STATUSES - 1;
  }

  /** The part that is known before the request is answered: method and scheme. */
  static int active(int key) {
    return key & (1 << 20) - STATUSES;
  }

  /** The number of a protocol version such as {@code HTTP/1.1}; 0 for an unknown one. */
  private static int version(@Nullable String protocol) {
    if (protocol == null) {
      return 0;
    }
    return switch (protocol) {
      case "HTTP/1.0" -> 1;
      case "HTTP/1.1" -> 2;
      case "HTTP/2", "HTTP/2.0" -> 3;
      case "HTTP/3", "HTTP/3.0" -> 4;
      default -> 0;
    };
  }

  static void put(int key, KnownMethods methods, AttributesBuilder attributes) {
    attributes.put(HttpAttributes.METHOD, methods.name(key >> 10 & METHODS - 1));
    attributes.put(HttpAttributes.SCHEME, SCHEMES[key >> 18 & 1]);
    int version = key >> 20;
    if (version != 0) {
      attributes.put(HttpAttributes.VERSION, VERSIONS[version]);
    }
    int status = status(key);
    if (status != 0) {
      attributes.put(HttpAttributes.STATUS, (long) status);
    }
    if (status >= 500) {
      attributes.put(HttpAttributes.ERROR_TYPE, Integer.toString(status));
    }
  }
}
