package ee.otel.metrics.internal.jmx;

/** Leaves a rule out; the message says what is wrong with it and what would be right. */
final class RuleException extends Exception {
  private static final long serialVersionUID = 1;

  RuleException(int line, String message) {
    super("line " + line + ": " + message);
  }
}
