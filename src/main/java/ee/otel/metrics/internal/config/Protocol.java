package ee.otel.metrics.internal.config;

/** The OTLP encodings that are offered (specification: <em>OTLP/HTTP</em>). */
public enum Protocol {
  HTTP_PROTOBUF("application/x-protobuf"),
  HTTP_JSON("application/json");

  private final String contentType;

  Protocol(String contentType) {
    this.contentType = contentType;
  }

  /** The media type of requests, and the one to ask for in answers. */
  public String contentType() {
    return contentType;
  }
}
