package ee.otel.metrics.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.ws.rs.ProcessingException;
import java.io.EOFException;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class NoAnswerTest {

  @Test
  void failureToConnect_isRetryableAndCertain() {
    assertVerdict("retry, unsent", new SocketTimeoutException("Connect timed out"));
    assertVerdict("retry, unsent", new ConnectTimeoutException());
    assertVerdict("retry, unsent", new NoRouteToHostException());
  }

  @Test
  void failureAfterwards_isRetryableAndUnknown() {
    assertVerdict("retry, unknown", new SocketTimeoutException("Read timed out"));
    assertVerdict("retry, unknown", new SocketException("Connection reset"));
    assertVerdict("retry, unknown", new IOException("anything"));
    assertVerdict("retry, unknown", new SSLException("Received fatal alert: internal_error"));
  }

  @Test
  void tls_isRetryableWhenTheConnectionBrokeOnly() {
    assertVerdict(
        "retry, unsent", new SSLHandshakeException("ended").initCause(new EOFException()));
    assertVerdict("reject", new SSLHandshakeException("Received fatal alert: bad_certificate"));
    assertVerdict(
        "reject",
        new SSLHandshakeException("PKIX").initCause(new CertificateExpiredException("yesterday")));
    assertVerdict("reject", new SSLException("Unsupported or unrecognized SSL message"));
  }

  @Test
  void failureOfTheClient_tellsItsPlaceAndNotItsWords() {
    ExportException e =
        NoAnswer.because(new ProcessingException("header Bearer s3cr3t"), "http://c");

    assertFalse(e.getMessage().contains("s3cr3t"));
    assertNull(e.getCause());
  }

  private static void assertVerdict(String expected, Throwable thrown) {
    ExportException e = NoAnswer.because(new ProcessingException(thrown), "http://c");
    String verdict =
        e instanceof RejectedExportException
            ? "reject"
            : e.fateUnknown() ? "retry, unknown" : "retry, unsent";
    assertEquals(expected, verdict, thrown.toString());
    assertEquals(thrown.getClass().getName(), e.errorType());
  }

  /** As Apache's, which we cannot name. */
  private static final class ConnectTimeoutException extends java.io.InterruptedIOException {
    private static final long serialVersionUID = 1L;
  }
}
