package ee.otel.metrics.config;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Where and how metrics are posted; read anew for every export.
 *
 * @param endpoint the complete URL to post to, {@code http} or {@code https}
 * @param headers the user's headers in their order, names as written, values decoded; secret
 * @param compression how the body is compressed
 * @param protocol the encoding
 * @param timeout the time one attempt may take, positive
 * @param tls the PEM files for https
 * @param proxy the proxy to go through, or null for a direct connection
 * @param maxRequestBytes the largest body, before compression
 * @param maxExportBatchSize the most points in one request; empty for no bound
 * @param userAgentPrefix what stands before our own user agent, or null
 * @param unknownFate what to do when a request was sent and no answer came
 */
public record TransportConfig(
    URI endpoint,
    Map<String, String> headers,
    Compression compression,
    Protocol protocol,
    Duration timeout,
    TlsConfig tls,
    @Nullable ProxyConfig proxy,
    int maxRequestBytes,
    OptionalInt maxExportBatchSize,
    @Nullable String userAgentPrefix,
    UnknownFate unknownFate) {

  /** The most bytes of an answer that are read, after decompression: 4 MiB. */
  public static final int MAX_RESPONSE_BYTES = 4 << 20;

  public TransportConfig {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** Everything but the values of the headers and the secrets that the endpoint may carry. */
  @Override
  public String toString() {
    return "TransportConfig[" + Secrets.printable(endpoint) + ", headers " + headers.keySet() + "]";
  }
}
