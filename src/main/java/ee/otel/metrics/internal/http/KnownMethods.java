package ee.otel.metrics.internal.http;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request methods that are named in attributes; any other is {@code _OTHER}, so that clients
 * cannot make series by inventing methods. Compared exactly: {@code get} is not {@code GET}.
 */
public final class KnownMethods {
  /** The methods of RFC 9110, and PATCH and QUERY. */
  public static final List<String> DEFAULT =
      List.of(
          "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT", "QUERY");

  private final String[] names;

  public KnownMethods(Collection<String> names) {
    this.names = new LinkedHashSet<>(names).toArray(String[]::new);
  }

  /** The method's number from 1 on; 0 for one that is not known. */
  public int number(@Nullable String method) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(method)) {
        return i + 1;
      }
    }
    return 0;
  }

  /** The name of the method with that number. */
  public String name(int number) {
    return number == 0 ? HttpAttributes.OTHER : names[number - 1];
  }

  /** The name to show for a method. */
  public String name(@Nullable String method) {
    return name(number(method));
  }
}
