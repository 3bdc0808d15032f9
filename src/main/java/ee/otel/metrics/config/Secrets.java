package ee.otel.metrics.config;

import java.net.URI;

/** Forms of configured values that may be shown. */
final class Secrets {
  private Secrets() {}

  /** The URL without user info, query and fragment, where people put tokens. */
  static String printable(URI uri) {
    StringBuilder text = new StringBuilder();
    text.append(uri.getScheme()).append("://").append(uri.getHost());
    if (uri.getPort() >= 0) {
      text.append(':').append(uri.getPort());
    }
    return text.append(uri.getRawPath() == null ? "" : uri.getRawPath()).toString();
  }
}
