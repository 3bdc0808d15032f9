package ee.otel.metrics.internal.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The PEM files that https is made from.
 *
 * @param trusted certificates that replace the default trust store, or null for the default
 * @param clientCertificate certificate chain shown to the collector, or null for none
 * @param clientKey unencrypted private key of the client certificate, or null for none
 */
public record TlsFiles(
    @Nullable Path trusted, @Nullable Path clientCertificate, @Nullable Path clientKey) {

  /** Whether no file is named. */
  public boolean isEmpty() {
    return trusted == null && clientCertificate == null && clientKey == null;
  }
}
