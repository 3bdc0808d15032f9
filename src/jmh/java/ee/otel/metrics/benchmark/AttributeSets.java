package ee.otel.metrics.benchmark;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.stream.IntStream;

/** Attributes as an HTTP server has them, and one that views like to remove. */
final class AttributeSets {
  static final AttributeKey<String> USER = AttributeKey.stringKey("user.id");

  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");

  /** How many sets differ in more than the user. */
  private static final int ROUTES = 100;

  private final String[] routes;
  private final String[] users;

  private AttributeSets(int count) {
    routes = IntStream.range(0, count).mapToObj(i -> "/items/" + i % ROUTES).toArray(String[]::new);
    users = IntStream.range(0, count).mapToObj(i -> "user-" + i).toArray(String[]::new);
  }

  /** {@code count} sets, to be built afresh again and again. */
  static AttributeSets of(int count) {
    return new AttributeSets(count);
  }

  Attributes build(int i) {
    return Attributes.of(ROUTE, routes[i], STATUS, 200L, USER, users[i]);
  }

  Attributes[] buildAll() {
    return IntStream.range(0, users.length).mapToObj(this::build).toArray(Attributes[]::new);
  }
}
