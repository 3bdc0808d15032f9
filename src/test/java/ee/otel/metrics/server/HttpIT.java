package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
import ee.otel.metrics.server.web.Api;
import ee.otel.metrics.server.web.Orders;
import ee.otel.metrics.server.web.Quiet;
import ee.otel.metrics.server.web.Servlets;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is measured of HTTP requests without code, series by series. */
class HttpIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String SERVER = "http.server.request.duration";
  private static final String CLIENT = "http.client.request.duration";

  /** How many URLs a scan asks for that lead nowhere; {@code -Dhttp.bogus=10000} for more. */
  private static final int BOGUS = Integer.getInteger("http.bogus", 600);

  private static final OtlpReceiver RECEIVER = OtlpReceiver.start();
  private static ServerProcess server;

  private static WebArchive everything() {
    return Wars.withProduct("web")
        .addPackages(false, Api.class.getPackage())
        .deleteClass(Quiet.class)
        .addAsWebResource(new StringAsset("<p>page</p>"), "page.html")
        .addAsWebInfResource(
            new StringAsset(
                """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <error-page><error-code>503</error-code><location>/sorry</location></error-page>
                  <security-constraint>
                    <web-resource-collection>
                      <web-resource-name>secret</web-resource-name>
                      <url-pattern>/hello/secret</url-pattern>
                    </web-resource-collection>
                    <auth-constraint><role-name>nobody</role-name></auth-constraint>
                  </security-constraint>
                  <login-config><auth-method>BASIC</auth-method></login-config>
                  <security-role><role-name>nobody</role-name></security-role>
                </web-app>
                """),
            "web.xml");
  }

  @BeforeAll
  static void start() {
    server =
        ServerProcess.start(
            Server.ofTheBuild(),
            Launch.of(everything(), "exact")
                .with("otel.exporter.otlp.metrics.endpoint", RECEIVER.metricsEndpoint())
                .with("otel.metrics.ee.jvm", false)
                .with("otel.metric.export.interval", 500));
  }

  @AfterAll
  static void close() {
    if (server != null) {
      server.close();
    }
    RECEIVER.close();
  }

  /** What was asked of the application, and what has to come of it. */
  private static final class Expected {
    private final Map<String, Long> series = new TreeMap<>();
    private final Application application = server.application();

    void add(long times, String method, int status, String error, String route) {
      series.merge(
          (error.isEmpty() ? "" : "error.type=" + error + " ")
              + "http.request.method="
              + method
              + (status == 0 ? "" : " http.response.status_code=" + status)
              + (route.isEmpty() ? "" : " http.route=/web/" + route)
              + " network.protocol.version=1.1 url.scheme=http",
          times,
          Long::sum);
    }

    void ask(String path, int status, String route) {
      ask("GET", path, status, route, status);
    }

    void ask(String method, String path, int status, String route, int measured) {
      assertEquals(status, application.ask(method, path).statusCode(), path);
      boolean known = !method.equals("PURGE");
      add(
          1,
          known ? method : "_OTHER",
          measured,
          measured >= 500 ? String.valueOf(measured) : "",
          route);
    }
  }

  @Test
  void requests_areMeasuredOnceEachByTheirRoute() {
    Expected expected = new Expected();
    rest(expected);
    servlets(expected);
    asynchronous(expected);
    calls(expected);
    long start = System.nanoTime();
    assertEquals(
        Map.of(404, (long) BOGUS),
        server
            .application()
            .statuses(IntStream.range(0, BOGUS).mapToObj(i -> (i % 2 == 0 ? "" : "api/") + i)));
    System.out.println(
        BOGUS + " bogus URLs in " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
    expected.add(BOGUS, "GET", 404, "", "");

    expected.series.keySet().removeIf(series -> series.contains("/web/exact"));
    awaitSeries("web", SERVER, expected.series);
    Metric metric = last("web", SERVER).orElseThrow();
    assertEquals("s", metric.getUnit());
    assertEquals("Duration of HTTP server requests.", metric.getDescription());
    assertEquals(
        List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0),
        metric.getHistogram().getDataPoints(0).getExplicitBoundsList());
  }

  private static void rest(Expected expected) {
    expected.ask("api/orders", 200, "api/orders");
    expected.ask("api/orders/17", 200, "api/orders/{id: \\d{1,3}}");
    expected.ask("more/orders/17", 200, "more/orders/{id: \\d{1,3}}");
    expected.ask("api/orders/missing/3", 404, "api/orders/missing/{id}");
    expected.ask("api/orders/refused/3", 403, "api/orders/refused/{id}");
    expected.ask("api/orders/17/bogus", 404, "");
    expected.ask("DELETE", "api/orders", 405, "api/*", 405);
    expected.ask("api/catalog/tea", 200, "api/catalog/{name}");
    expected.ask("api/left/of/me", 200, "api/left/of/{what}");
    expected.ask("api/right/of/me", 200, "api/right/of/{what}");
    expected.ask("api/shops/5/staff/ann", 200, "api/shops/{shop}/staff/{name}");
    expected.ask("api/shops/5/deputies/ann", 200, "api/shops/{shop}/deputies/{name}");
    expected.ask("api/shops/5/stock/items/3", 200, "api/shops/{shop}/stock/items/{item}");
    expected.ask("api/shops/5;a=b/stock/items/3", 200, "api/shops/{shop}/stock/items/{item}");
    expected.ask("api/shops/class/5/items/3", 200, "api/shops/class/{shop}/items/{item}");
    expected.ask(
        "api/shops/5/stock/shelf/3/box/4", 200, "api/shops/{shop}/stock/shelf/{number}/box/{box}");
    expected.ask("api/answers/stream/1", 200, "api/answers/stream/{id}");
    expected.ask("api/answers/status/204", 204, "api/answers/status/{status}");
    expected.ask("api/answers/status/409", 409, "api/answers/status/{status}");
    expected.ask("api/answers/status/501", 501, "api/answers/status/{status}");
    expected.ask("api/answers/unmapped/1", 500, "api/answers/unmapped/{id}");
  }

  private static void servlets(Expected expected) {
    expected.ask("page.html", 200, "");
    expected.ask("bogus.jsp", 404, "");
    expected.ask("hello/a/b", 200, "hello/*");
    expected.ask("HEAD", "hello/a", 200, "hello/*", 200);
    expected.ask("PURGE", "hello/a", 200, "hello/*", 200);
    expected.ask("x.hi", 200, "*.hi");
    expected.ask("forward", 200, "forward");
    expected.ask("include", 200, "include");
    expected.ask("fail/runtime", 500, "fail/*");
    expected.ask("fail/servlet", 500, "fail/*");
    expected.ask("fail/io", 500, "fail/*");
    expected.ask("fail/send", 503, "fail/*");
    expected.ask("fail/set", 507, "fail/*");
    expected.ask("fail/other", 404, "fail/*");
    assertEquals(200, server.application().get("fail/committed").statusCode());
    expected.add(1, "GET", 200, "java.lang.IllegalStateException", "fail/*");
    // Refused by the container, which knows no route yet.
    expected.ask("hello/secret", 401, "");
  }

  private static void asynchronous(Expected expected) {
    expected.ask("api/answers/suspended/1", 200, "api/answers/suspended/{id}");
    expected.ask("api/answers/timeout/1", 503, "api/answers/timeout/{id}");
    expected.ask("api/answers/failing/1", 418, "api/answers/failing/{id}");
    expected.ask("api/answers/stage/1", 200, "api/answers/stage/{id}");
    expected.ask("api/answers/events/1", 200, "api/answers/events/{id}");
    expected.ask("async/complete", 202, "async/*");
    expected.ask("async/now", 200, "async/*");
    expected.ask("async/unwrapped", 203, "async/*");
    expected.ask("async/dispatch", 200, "async/*");
    expected.ask("async/again", 206, "async/*");
    expected.ask("async/timeout", 500, "async/*");
  }

  /** Requests by clients, to the application itself and to where nobody listens. */
  private static void calls(Expected expected) {
    boolean jersey = Server.ofTheBuild() instanceof PayaraMicro;
    String root = server.application().root().toString();
    int port = server.application().root().getPort();
    int closed = ServerProcess.freePort();
    String nowhere = "http://localhost:" + closed + "/";
    for (String kind : List.of("plain", "registered", "unmeasured")) {
      call(expected, kind, root + "hello/you", "200");
      call(expected, kind, nowhere, "ProcessingException");
    }
    call(expected, "templated", root, "200");
    call(expected, "templated", nowhere, "ProcessingException");
    call(expected, "microprofile", root, "hello");
    call(expected, "microprofile", nowhere, "ProcessingException");
    expected.add(5, "GET", 200, "", "hello/*");

    String answered = "http.request.method=GET http.response.status_code=200";
    String here = answered + " server.address=127.0.0.1 server.port=" + port;
    Map<String, Long> clients = new TreeMap<>();
    clients.put(here, jersey ? 2L : 1L);
    clients.put(here + " url.template=/web/hello/{name}", 1L);
    clients.put(here + " url.template=/hello/{name}", 1L);
    if (jersey) {
      String failed =
          "error.type=java.net.ConnectException http.request.method=GET"
              + " server.address=localhost server.port="
              + closed;
      clients.put(failed, 2L);
      clients.put(failed + " url.template=/hello/{name}", 2L);
    }
    awaitSeries("web", CLIENT, clients);
  }

  private static void call(Expected expected, String kind, String to, String answer) {
    assertEquals(answer, server.application().get("api/calls/" + kind + "?to=" + to).body(), kind);
    expected.add(1, "GET", 200, "", "api/calls/{kind}");
  }

  @Test
  void options_addWhatTheyNameAndLeaveOutWhatTheyExclude() {
    WebArchive war =
        Wars.configured(
            Wars.withProduct("options")
                .addClasses(Servlets.class, Servlets.Hello.class, Servlets.Forward.class),
            Map.of(
                "otel.metrics.ee.http.server.active.requests", true,
                "otel.metrics.ee.http.server.body.size", true,
                "otel.metrics.ee.http.server.address", true,
                "otel.metrics.ee.http.server.forwarded", true,
                "otel.metrics.ee.http.server.excluded.routes", "/forward,/exact"));
    Application application = server.deploy(war, "exact");
    application.get("forward");
    application.ask("GET", "hello/a", "Forwarded", "proto=https;host=shop.example:8443");
    application.ask("GET", "hello/b", "Forwarded", "proto=\"https");
    assertEquals("hello", application.post("hello/c", "12345").body());
    int port = application.root().getPort();
    String common =
        " http.response.status_code=200 http.route=/options/hello/* network.protocol.version=1.1";
    String direct = common + " server.address=127.0.0.1 server.port=" + port + " url.scheme=http";
    Map<String, Long> all = new TreeMap<>();
    all.put(
        "http.request.method=GET"
            + common
            + " server.address=shop.example server.port=8443 url.scheme=https",
        1L);
    all.put("http.request.method=GET" + direct, 1L);
    all.put("http.request.method=POST" + direct, 1L);
    awaitSeries("options", SERVER, all);
    assertEquals(5, sum("http.server.request.body.size"));
    assertEquals(15, sum("http.server.response.body.size"));
    assertEquals(
        0,
        last("options", "http.server.active_requests")
            .orElseThrow()
            .getSum()
            .getDataPointsList()
            .stream()
            .mapToLong(point -> point.getAsInt())
            .sum());
    server.undeploy(war, "exact");
  }

  private static double sum(String metric) {
    return last("options", metric).orElseThrow().getHistogram().getDataPointsList().stream()
        .mapToDouble(HistogramDataPoint::getSum)
        .sum();
  }

  @Test
  void routesThatAreNotTold_areTheServletsAndOneWarning() {
    WebArchive war =
        Wars.withProduct("quiet")
            .addClasses(Quiet.class, Orders.class)
            .addAsWebInfResource(
                new StringAsset(
                    """
                    <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                      <absolute-ordering><name>otel_metrics_ee</name><others/></absolute-ordering>
                    </web-app>
                    """),
                "web.xml");
    Application application = server.deploy(war, "quiet/orders");
    assertEquals(200, application.get("quiet/orders/17").statusCode());
    RECEIVER.awaitAny(
        request ->
            series(request, "quiet", SERVER).keySet().stream()
                .anyMatch(series -> series.contains("http.route=/quiet/quiet/*")),
        Duration.ofSeconds(20));
    assertEquals(1, warnings("loadServices"), server::tail);
    server.undeploy(war, "quiet/orders");
  }

  @Test
  void orderingThatLeavesTheJarOut_isOneWarningWhereItCanBeSeen() {
    WebArchive war =
        Wars.withProduct("ordered")
            .addClasses(Servlets.class, Servlets.Hello.class)
            .addAsWebInfResource(
                new StringAsset(
                    """
                    <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                      <absolute-ordering/>
                    </web-app>
                    """),
                "web.xml");
    server.deploy(war, "exact");
    // Payara fires no event of the start then, and Open Liberty does not let its listener ask.
    assertEquals(
        Server.ofTheBuild() instanceof WildFly ? 1 : 0,
        warnings("absolute-ordering"),
        server::tail);
    server.undeploy(war, "exact");
  }

  private static void awaitSeries(String application, String metric, Map<String, Long> expected) {
    try {
      RECEIVER.awaitAny(
          request -> series(request, application, metric).equals(expected), Duration.ofSeconds(30));
    } catch (AssertionError never) {
      assertEquals(
          lines(expected),
          RECEIVER.requests().stream()
              .filter(request -> isOf(request, application))
              .map(request -> lines(series(request, application, metric)))
              .reduce("", (one, next) -> next));
      throw never;
    }
  }

  private static String lines(Map<String, Long> series) {
    return series.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n"));
  }

  private static long warnings(String word) {
    return server.lines().stream().filter(line -> line.contains(word)).count();
  }

  private static boolean isOf(ReceivedRequest request, String application) {
    return request.resourceAttribute("service.name").filter(application::equals).isPresent();
  }

  private static Optional<Metric> last(String application, String metric) {
    return RECEIVER.requests().stream()
        .filter(request -> isOf(request, application))
        .map(request -> request.metric(metric))
        .flatMap(Optional::stream)
        .reduce((one, next) -> next);
  }

  /** The attributes of each series, and how many measurements it has; without the probes. */
  private static Map<String, Long> series(
      ReceivedRequest request, String application, String metric) {
    if (!isOf(request, application)) {
      return Map.of();
    }
    return request.metric(metric).stream()
        .flatMap(found -> found.getHistogram().getDataPointsList().stream())
        .filter(point -> !text(point).contains("/exact"))
        .collect(
            Collectors.toMap(HttpIT::text, HistogramDataPoint::getCount, Long::sum, TreeMap::new));
  }

  private static String text(HistogramDataPoint point) {
    return point.getAttributesList().stream()
        .sorted((one, other) -> one.getKey().compareTo(other.getKey()))
        .map(HttpIT::text)
        .collect(Collectors.joining(" "));
  }

  private static String text(KeyValue attribute) {
    return attribute.getKey()
        + "="
        + (attribute.getValue().hasIntValue()
            ? attribute.getValue().getIntValue()
            : attribute.getValue().getStringValue());
  }

  @Test
  void ourOwnRequests_areNotMeasured() {
    RECEIVER.awaitAny(request -> isOf(request, "web"), SOON);
    assertTrue(
        RECEIVER.requests().stream()
            .flatMap(request -> series(request, "web", CLIENT).keySet().stream())
            .noneMatch(series -> series.contains("POST")));
  }
}
