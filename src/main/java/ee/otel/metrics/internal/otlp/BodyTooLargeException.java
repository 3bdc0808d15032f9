package ee.otel.metrics.internal.otlp;

/** The body being written is larger than allowed: write less of it. */
final class BodyTooLargeException extends RuntimeException {
  static final BodyTooLargeException INSTANCE = new BodyTooLargeException();

  private BodyTooLargeException() {
    super("request body > limit", null, false, false);
  }
}
