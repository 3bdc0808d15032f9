package ee.otel.metrics.internal.config;

import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy that exports go through.
 *
 * @param host the proxy's host name or address
 * @param port the proxy's port
 * @param user the user name for basic authentication at the proxy, or null
 * @param password the password that belongs to {@code user}, or null; never printed
 */
public record ProxyConfig(String host, int port, @Nullable String user, @Nullable String password) {

  /** Everything but the password. */
  @Override
  public String toString() {
    return "ProxyConfig[" + host + ":" + port + (user == null ? "" : ", with credentials") + "]";
  }
}
