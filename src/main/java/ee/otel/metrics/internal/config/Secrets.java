package ee.otel.metrics.internal.config;

import java.util.regex.Pattern;

/** Forms of configured values that may be shown. */
final class Secrets {
  private static final Pattern USER_INFO = Pattern.compile("^(\\s*[A-Za-z][A-Za-z0-9+.-]*://)?.*@");
  private static final Pattern QUERY = Pattern.compile("[?#].*$", Pattern.DOTALL);

  private Secrets() {}

  /** A URL, or bad text that looks like one, without user info, query and fragment. */
  static String withoutSecrets(String url) {
    String visible = QUERY.matcher(url).replaceFirst("?***");
    return USER_INFO.matcher(visible).replaceFirst("$1***@");
  }
}
