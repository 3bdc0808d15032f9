package ee.otel.metrics.internal.http.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.internal.http.RestRequest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RestRoutesTest {
  private static final Map<RestRuntime, RestRuntime.Handler> HANDLERS =
      new EnumMap<>(RestRuntime.class);

  @BeforeAll
  static void start() {
    for (RestRuntime runtime : RestRuntime.values()) {
      HANDLERS.put(runtime, runtime.start(new Shapes(), "/app/api"));
    }
  }

  /** Method, path, status, route below {@code /app/api}; none where nothing matched or is told. */
  private record Shape(String method, String path, int status, @Nullable String route) {
    /** What refuses stands before what looks at the span. */
    boolean traced() {
      return route != null && status != 403;
    }
  }

  private static final List<Shape> SHAPES =
      List.of(
          new Shape("GET", "orders", 200, "/orders"),
          new Shape("GET", "orders/17", 200, "/orders/{id: \\d{1,3}}"),
          new Shape("GET", "orders/17/items/4", 200, "/orders/{id}/items/{item}"),
          new Shape("GET", "orders/missing/4", 404, "/orders/missing/{id}"),
          new Shape("GET", "orders/refused/4", 403, "/orders/refused/{id}"),
          new Shape("GET", "orders/file/a/b/c", 200, "/orders/file/{path: .+}"),
          new Shape("GET", "slashes/end", 200, "/slashes/end"),
          new Shape("GET", "slashes", 200, "/slashes"),
          new Shape("GET", "catalog/tea", 200, "/catalog/{name}"),
          new Shape("GET", "left/of/me", 200, "/left/of/{what}"),
          new Shape("GET", "right/of/me", 200, "/right/of/{what}"),
          new Shape("DELETE", "books/7", 200, "/books/{key}"),
          new Shape("GET", "shops/5/staff", 200, "/shops/{shop}/staff"),
          new Shape("GET", "shops/5/staff/ann", 200, "/shops/{shop}/staff/{name}"),
          new Shape("GET", "shops/5/staff/ann/boss", 200, "/shops/{shop}/staff/{name}/boss"),
          new Shape(
              "GET", "shops/5/staff/ann/boss/bob", 200, "/shops/{shop}/staff/{name}/boss/{name}"),
          new Shape("POST", "shops/5/stock/items/9", 200, "/shops/{shop}/stock/items/{item}"),
          new Shape("POST", "shops/class/5/items/9", 200, "/shops/class/{shop}/items/{item}"),
          new Shape("POST", "shops/all/stock/items/9", 200, "/shops/all/stock/items/{item}"),
          new Shape(
              "GET",
              "shops/5/stock/shelf/3/box/8",
              200,
              "/shops/{shop}/stock/shelf/{number}/box/{box}"),
          new Shape("GET", "shops/5;a=b/staff;c=d/ann", 200, "/shops/{shop}/staff/{name}"),
          new Shape("POST", "shops/5;a=b/stock/items/9", 200, "/shops/{shop}/stock/items/{item}"),
          new Shape("GET", "nothing/here", 404, null),
          new Shape("GET", "orders/17/nothing", 404, null),
          new Shape("GET", "shops/5/staff/ann/nothing/here", 404, null),
          new Shape("PUT", "orders", 405, null));

  static Stream<Arguments> shapes() {
    return Stream.of(RestRuntime.values())
        .flatMap(runtime -> SHAPES.stream().map(shape -> Arguments.of(runtime, shape)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void route_isTheTemplatesInOrder(RestRuntime runtime, Shape shape) {
    for (int i = 0; i < 3; i++) {
      Seen seen = new Seen("/api/*");
      int status = HANDLERS.get(runtime).answer(shape.method(), shape.path(), seen);
      assertEquals(shape.status(), status);
      assertTrue(seen.rest);
      assertEquals(shape.route() == null ? null : "/app/api" + shape.route(), seen.route);
      assertEquals(shape.traced(), seen.traced);
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoApplications_haveRoutesOfTheirOwn(RestRuntime runtime) {
    for (String base : List.of("/one", "/two")) {
      RestRuntime.Handler handler = runtime.start(new Shapes(), "/app" + base);
      for (String servlet : Arrays.asList(base + "/*", null, "/")) {
        Seen seen = new Seen(servlet);
        handler.answer("GET", "orders", seen);
        assertEquals("/app" + base + "/orders", seen.route);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void requestThatIsNotMeasured_isAnsweredAllTheSame(RestRuntime runtime) {
    assertEquals(200, HANDLERS.get(runtime).answer("GET", "orders", null));
  }

  /** What is handed over. */
  private static final class Seen implements RestRequest {
    private final @Nullable String servletPattern;
    private @Nullable String route;
    private boolean rest;
    private boolean traced;

    Seen(@Nullable String servletPattern) {
      this.servletPattern = servletPattern;
    }

    @Override
    public void reachedRest() {
      rest = true;
    }

    @Override
    public void matched(@Nullable String matched) {
      route = matched;
    }

    @Override
    public void traced() {
      traced = true;
    }

    @Override
    public String contextPath() {
      return "/app";
    }

    @Override
    public @Nullable String servletPattern() {
      return servletPattern;
    }
  }
}
