package ee.otel.metrics.internal.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opentelemetry.api.common.AttributeKey;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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

  /** Method, path, status, route below {@code /app/api}; none where nothing matched. */
  private record Shape(String method, String path, int status, @Nullable String route) {}

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
          new Shape("PUT", "orders", 405, "/*"));

  static Stream<Arguments> shapes() {
    return Stream.of(RestRuntime.values())
        .flatMap(runtime -> SHAPES.stream().map(shape -> Arguments.of(runtime, shape)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void route_isTheTemplatesInOrder(RestRuntime runtime, Shape shape) throws Exception {
    Measured measured = new Measured();
    for (int i = 0; i < 3; i++) {
      Exchange exchange = Exchange.of(shape.method(), "/api/" + shape.path());
      measured.answer(
          exchange,
          (request, response) ->
              exchange.status =
                  HANDLERS
                      .get(runtime)
                      .answer(shape.method(), shape.path(), (MeasuredRequest) request));
      assertEquals(shape.status(), exchange.status);
    }
    assertEquals(1, measured.durations().size());
    assertEquals(
        shape.route() == null ? null : "/app/api" + shape.route(),
        measured
            .durations()
            .get(0)
            .attributes()
            .attributes()
            .get(AttributeKey.stringKey("http.route")));
  }

  @ParameterizedTest
  @MethodSource("runtimes")
  void twoApplications_haveRoutesOfTheirOwn(RestRuntime runtime) throws Exception {
    for (String base : List.of("/one", "/two")) {
      RestRuntime.Handler handler = runtime.start(new Shapes(), "/app" + base);
      Measured measured = new Measured();
      Exchange exchange = Exchange.of("GET", base + "/orders").servlet(base + "/*");
      measured.answer(
          exchange,
          (request, response) -> handler.answer("GET", "orders", (MeasuredRequest) request));
      assertEquals(
          "/app" + base + "/orders",
          measured.duration().attributes().attributes().get(AttributeKey.stringKey("http.route")));
    }
  }

  static Stream<RestRuntime> runtimes() {
    return Stream.of(RestRuntime.values());
  }
}
