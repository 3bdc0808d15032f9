package ee.otel.metrics.internal.prometheus;

/**
 * The format of an answer.
 *
 * @param type the media type and its version
 * @param escaping how names are escaped
 */
record Format(Type type, Escaping escaping) {

  /** The formats that are served. */
  enum Type {
    /** Prometheus text format 0.0.4. */
    TEXT("text/plain", "0.0.4"),
    /** The same with quoted names where they are not classic ones. */
    TEXT_1_0("text/plain", "1.0.0"),
    /** OpenMetrics text format 1.0. */
    OPEN_METRICS("application/openmetrics-text", "1.0.0");

    private final String mediaType;
    private final String version;

    Type(String mediaType, String version) {
      this.mediaType = mediaType;
      this.version = version;
    }

    String mediaType() {
      return mediaType;
    }

    String version() {
      return version;
    }
  }

  /** For a client that does not say what it wants. */
  static final Format DEFAULT = new Format(Type.TEXT, Escaping.UNDERSCORES);

  boolean isOpenMetrics() {
    return type == Type.OPEN_METRICS;
  }

  /** The value of the header {@code Content-Type}. */
  String contentType() {
    String plain = type.mediaType() + "; version=" + type.version() + "; charset=utf-8";
    return equals(DEFAULT) ? plain : plain + "; escaping=" + escaping.parameter();
  }
}
