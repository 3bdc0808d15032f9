package ee.otel.metrics.internal.http.server;

import org.jspecify.annotations.Nullable;

/**
 * A route, with the attributes of its requests.
 *
 * @param template null where it is not known
 * @param excluded whether requests by it are not measured
 * @param attributes those made so far, by {@link RequestKey}
 */
record Route(@Nullable String template, boolean excluded, AttributesByKey attributes) {

  Route(@Nullable String template, boolean excluded) {
    this(template, excluded, new AttributesByKey());
  }
}
