package ee.otel.metrics.internal.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the PEM files for https lie. Their content is not looked at here.
 *
 * @param certificate the certificates to trust instead of the platform's, or null
 * @param clientKey the client's private key, or null
 * @param clientCertificate the client's certificate chain, or null
 */
public record TlsConfig(
    @Nullable Path certificate, @Nullable Path clientKey, @Nullable Path clientCertificate) {

  /** The platform's trust, no client certificate. */
  public static final TlsConfig PLATFORM = new TlsConfig(null, null, null);
}
