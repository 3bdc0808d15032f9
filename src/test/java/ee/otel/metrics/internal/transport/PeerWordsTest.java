package ee.otel.metrics.internal.transport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who says what, where only words tell. */
class PeerWordsTest {

  @ParameterizedTest
  @CsvSource({
    "OpenTelemetry Collector, http: request body too large",
    "gRPC servers behind a gateway, grpc: received message larger than max (5 vs. 4)",
    "nginx, Request Entity Too Large",
    "Envoy, payload too large",
    "others, the message exceeds the maximum size of 4194304",
  })
  void refusal_thatMeansTheSizeIsKnown(String who, String words) {
    assertTrue(PeerWords.sayTooLarge(words), who);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "otlp parse error: invalid sample",
        "out of order sample",
        "metric name must match",
        "",
      })
  void refusal_thatMeansTheContentIsNotTakenForOneOfSize(String words) {
    assertFalse(PeerWords.sayTooLarge(words), words);
  }

  @Test
  void connectTimeout_isToldFromReadTimeout() {
    assertTrue(PeerWords.sayConnectTimeout(new SocketTimeoutException("Connect timed out"))); // JDK
    assertTrue(PeerWords.sayConnectTimeout(new SocketTimeoutException("connect timed out"))); // old
    assertTrue(PeerWords.sayConnectTimeout(new ConnectTimeoutException()));
    assertFalse(PeerWords.sayConnectTimeout(new SocketTimeoutException("Read timed out")));
    assertFalse(PeerWords.sayConnectTimeout(new IllegalStateException("connect timed out")));
  }

  @Test
  void proxyAndTls_areKnownByTheWordsOfTheJdk() {
    assertTrue(
        PeerWords.sayNoTunnel(
            new IOException("Unable to tunnel through proxy. Proxy returns \"HTTP/1.1 403\"")));
    assertFalse(PeerWords.sayNoTunnel(new IOException("Premature EOF")));
    assertTrue(PeerWords.sayNoTls(new SSLException("Unsupported or unrecognized SSL message")));
    assertFalse(PeerWords.sayNoTls(new SSLException("Received fatal alert: internal_error")));
    assertFalse(PeerWords.sayNoTls(new SSLException((String) null)));
  }

  /** As Apache's client has it, whose class this library cannot name. */
  private static final class ConnectTimeoutException extends InterruptedIOException {
    private static final long serialVersionUID = 1L;
  }
}
