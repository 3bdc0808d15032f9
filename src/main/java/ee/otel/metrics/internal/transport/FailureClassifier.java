package ee.otel.metrics.internal.transport;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Classifies failures without an answer. Only a failure to connect, or of the TLS handshake, says
 * for certain that nothing was delivered; after any other the collector may have the request.
 *
 * <p>The Jakarta REST clients wrap what happened, each in its own way: the chain of causes is
 * searched. Their own messages are not quoted, for they may quote what was sent.
 */
final class FailureClassifier {
  private FailureClassifier() {}

  /** The exception that is named after what is to be done. */
  static ExportException because(Throwable thrown, String where) {
    List<Throwable> chain = chain(thrown);
    for (Throwable cause : chain) {
      ExportException known = known(cause, chain, where);
      if (known != null) {
        return known;
      }
    }
    for (Throwable cause : chain) {
      if (cause instanceof IOException io) {
        return unknown(where + " gave no answer", io);
      }
    }
    Throwable root = chain.get(chain.size() - 1);
    StackTraceElement[] trace = root.getStackTrace();
    return new RetryableExportException(
        "posting to "
            + where
            + " failed in the client ("
            + root.getClass().getName()
            + (trace.length == 0 ? "" : " at " + trace[0])
            + ")",
        Failure.unanswered(root.getClass().getName()),
        null,
        null);
  }

  /** The whole time of the try is over. */
  static RetryableExportException inTime(String where, long nanos) {
    return new RetryableExportException(
        where
            + " gave no answer within "
            + nanos / 1_000_000
            + " ms; see to the collector, or raise otel.exporter.otlp.timeout",
        Failure.unansweredInTime(SocketTimeoutException.class.getName()),
        null,
        null);
  }

  private static @Nullable ExportException known(
      Throwable cause, List<Throwable> chain, String where) {
    if (cause instanceof UnknownHostException host) {
      return unsent("the host name of " + where + " is not known; check it, and the DNS", host);
    }
    if (cause instanceof ConnectException
        || cause instanceof NoRouteToHostException
        || cause instanceof PortUnreachableException) {
      return unsent(
          where + " refused the connection; start the collector, or correct the endpoint",
          (SocketException) cause);
    }
    if (PeerWords.sayConnectTimeout(cause)) {
      return new RetryableExportException(
          "connecting to " + where + " took too long; see to the network and the endpoint",
          Failure.notSentInTime(cause.getClass().getName()),
          null,
          cause);
    }
    if (PeerWords.sayNoTunnel(cause)) {
      return unsent(
          "the proxy did not connect to " + where + "; see whether it admits this host",
          (IOException) cause);
    }
    if (cause instanceof SocketTimeoutException timeout) {
      return new RetryableExportException(
          where
              + " gave no answer in time; see to the collector, or raise otel.exporter.otlp.timeout"
              + inParentheses(timeout),
          Failure.unansweredInTime(timeout.getClass().getName()),
          null,
          timeout);
    }
    if (cause instanceof SSLPeerUnverifiedException
        || cause instanceof SSLException && hasBadCertificate(chain)) {
      return refused(
          "the certificate of " + where + " is not trusted, not valid, or for another host",
          "check it and otel.exporter.otlp.certificate",
          cause);
    }
    if (cause instanceof SSLHandshakeException handshake) {
      // An ended connection may pass; an alert or a failed check is a matter of set-up.
      return has(chain, EOFException.class) || has(chain, SocketException.class)
          ? unsent(where + " ended the TLS handshake; see to the collector", handshake)
          : refused(
              where + " and this client found no way to shake hands in TLS",
              "check the protocol versions, otel.exporter.otlp.certificate and"
                  + " otel.exporter.otlp.client.certificate",
              handshake);
    }
    if (PeerWords.sayNoTls(cause)) {
      return refused(where + " does not speak TLS", "write http, or correct the port", cause);
    }
    return null;
  }

  private static boolean hasBadCertificate(List<Throwable> chain) {
    return has(chain, CertificateException.class)
        || has(chain, CertPathValidatorException.class)
        || has(chain, CertPathBuilderException.class);
  }

  private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
    return chain.stream().anyMatch(type::isInstance);
  }

  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = thrown; t != null && chain.size() < 20; t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }

  private static RetryableExportException unsent(String message, IOException cause) {
    return new RetryableExportException(
        message, Failure.notSent(cause.getClass().getName()), null, cause);
  }

  private static RetryableExportException unknown(String message, IOException cause) {
    return new RetryableExportException(
        message + inParentheses(cause),
        Failure.unanswered(cause.getClass().getName()),
        null,
        cause);
  }

  private static String inParentheses(IOException cause) {
    return " (" + cause.getClass().getSimpleName() + ")";
  }

  private static RejectedExportException refused(String condition, String cure, Throwable cause) {
    return new RejectedExportException(
        condition + "; " + cure, Failure.notSent(cause.getClass().getName()), cause);
  }
}
