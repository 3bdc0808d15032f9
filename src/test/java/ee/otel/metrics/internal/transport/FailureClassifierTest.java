package ee.otel.metrics.internal.transport;

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

class FailureClassifierTest {

  @Test
  void failureToConnect_isRetryableAndCertain() {
    assertClassified("retry, unsent", new SocketTimeoutException("Connect timed out"));
    assertClassified("retry, unsent", new ConnectTimeoutException());
    assertClassified("retry, unsent", new NoRouteToHostException());
  }

  @Test
  void failureAfterwards_isRetryableAndUnknown() {
    assertClassified("retry, unknown", new SocketTimeoutException("Read timed out"));
    assertClassified("retry, unknown", new SocketException("Connection reset"));
    assertClassified("retry, unknown", new IOException("anything"));
    assertClassified("retry, unknown", new SSLException("Received fatal alert: internal_error"));
  }

  @Test
  void tls_isRetryableWhenTheConnectionBrokeOnly() {
    assertClassified(
        "retry, unsent", new SSLHandshakeException("ended").initCause(new EOFException()));
    assertClassified("reject", new SSLHandshakeException("Received fatal alert: bad_certificate"));
    assertClassified(
        "reject",
        new SSLHandshakeException("PKIX").initCause(new CertificateExpiredException("yesterday")));
    assertClassified("reject", new SSLException("Unsupported or unrecognized SSL message"));
  }

  @Test
  void failureOfTheClient_tellsItsPlaceAndNotItsWords() {
    ExportException e =
        FailureClassifier.because(new ProcessingException("header Bearer s3cr3t"), "http://c");

    assertFalse(e.getMessage().contains("s3cr3t"));
    assertNull(e.getCause());
  }

  private static void assertClassified(String expected, Throwable thrown) {
    ExportException e = FailureClassifier.because(new ProcessingException(thrown), "http://c");
    String classification =
        e instanceof RejectedExportException
            ? "reject"
            : e.fateUnknown() ? "retry, unknown" : "retry, unsent";
    assertEquals(expected, classification, thrown.toString());
    assertEquals(thrown.getClass().getName(), e.errorType());
  }

  /** As Apache's, which we cannot name. */
  private static final class ConnectTimeoutException extends java.io.InterruptedIOException {
    private static final long serialVersionUID = 1L;
  }
}
