package ee.otel.metrics.internal.tls;

/**
 * A file that https needs cannot be used. The message names the configuration key, the file, what
 * is wrong and the cure; it never quotes what the file holds.
 */
public final class TlsFilesException extends Exception {
  private static final long serialVersionUID = 1L;

  TlsFilesException(String message) {
    super(message);
  }
}
