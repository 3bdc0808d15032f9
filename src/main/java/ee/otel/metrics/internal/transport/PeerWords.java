package ee.otel.metrics.internal.transport;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Decisions by the words of an exception or an answer, where no type and no status code says the
 * same. {@code PeerWordsTest} lists which client or collector says what.
 */
final class PeerWords {
  /** How collectors say 413 with a 400. */
  private static final Pattern TOO_LARGE =
      Pattern.compile(
          "too (large|big)|larger than|exceed\\w*\\b.{0,40}\\b(size|bytes)|size\\b.{0,40}\\bexceed",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private PeerWords() {}

  /** Whether a collector's refusal means the size of the request and not its content. */
  static boolean sayTooLarge(String words) {
    return TOO_LARGE.matcher(words).find();
  }

  /**
   * Whether a time limit ended the connecting, before anything was sent. The JDK throws one class
   * for connecting and for reading; Apache's client has a class that this library cannot name.
   */
  static boolean sayConnectTimeout(Throwable thrown) {
    return thrown instanceof IOException
        && (thrown.getClass().getSimpleName().equals("ConnectTimeoutException")
            || thrown instanceof SocketTimeoutException
                && message(thrown).toLowerCase(Locale.ROOT).startsWith("connect timed out"));
  }

  /** Whether a proxy opened no tunnel, so that nothing was sent to the collector. */
  static boolean sayNoTunnel(Throwable thrown) {
    return thrown instanceof IOException
        && message(thrown).startsWith("Unable to tunnel through proxy");
  }

  /** Whether the other end does not speak TLS. */
  static boolean sayNoTls(Throwable thrown) {
    return thrown instanceof SSLException
        && message(thrown).startsWith("Unsupported or unrecognized SSL message");
  }

  private static String message(Throwable thrown) {
    return String.valueOf(thrown.getMessage());
  }
}
