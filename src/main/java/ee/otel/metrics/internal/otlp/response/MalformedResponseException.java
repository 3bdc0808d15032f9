package ee.otel.metrics.internal.otlp.response;

/** An answer's body is not what its content type says. The message quotes nothing of the body. */
final class MalformedResponseException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedResponseException(String condition) {
    super(condition);
  }
}
