package ee.otel.metrics.internal.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.internal.http.RestRequest;
import ee.otel.metrics.internal.http.rest.RouteFeature;
import ee.otel.metrics.internal.http.server.ServerMetrics.ServerOptions;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuringFilterTest {
  private static final FilterChain OK = (request, response) -> {};

  private final Measured measured = new Measured();

  private static ServerOptions options(
      boolean active, boolean address, boolean forwarded, boolean events, List<String> excluded) {
    return new ServerOptions(
        active, false, address, forwarded, events, excluded, ServerOptions.DEFAULT.knownMethods());
  }

  private static FilterChain status(Exchange exchange, int status) {
    return (request, response) -> exchange.status = status;
  }

  private static Object value(Measured of, AttributeKey<?> key) {
    return of.duration().attributes().attributes().get(key);
  }

  private Object value(String key) {
    return value(measured, AttributeKey.stringKey(key));
  }

  @Test
  void duration_isASecondsHistogramWithTheConventionsBoundaries() throws Exception {
    measured.answer(
        Exchange.of("GET", "/hello/you").servlet("/hello/*"),
        (request, response) -> measured.nanos.addAndGet(1_250_000_000));

    var metric = Collected.peek(measured.metrics).metric(Measured.DURATION);
    assertEquals("s", metric.unit());
    assertEquals("Duration of HTTP server requests.", metric.description());
    HistogramPoint point = measured.duration();
    assertEquals(1.25, point.sum());
    assertEquals(
        "[0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0]",
        java.util.Arrays.toString(point.boundaries()));
    assertEquals(
        Attributes.builder()
            .put("http.request.method", "GET")
            .put("url.scheme", "http")
            .put("http.response.status_code", 200)
            .put("http.route", "/app/hello/*")
            .put("network.protocol.version", "1.1")
            .build(),
        point.attributes().attributes());
  }

  @ParameterizedTest
  @CsvSource({"GET,GET", "QUERY,QUERY", "PATCH,PATCH", "get,_OTHER", "PURGE,_OTHER", "'',_OTHER"})
  void method_isNamedIfKnown(String method, String shown) throws Exception {
    measured.answer(Exchange.of(method, "/"), OK);
    assertEquals(shown, value("http.request.method"));
  }

  @Test
  void knownMethods_areThoseOfTheOptions() throws Exception {
    Measured own =
        new Measured(
            new ServerOptions(false, false, false, false, true, List.of(), List.of("PURGE")));
    own.answer(Exchange.of("PURGE", "/"), OK);
    assertEquals("PURGE", value(own, AttributeKey.stringKey("http.request.method")));
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.0,1.0", "HTTP/1.1,1.1", "HTTP/2.0,2", "HTTP/2,2", "HTTP/3,3", "HTTP/9.7,"})
  void protocolVersion_isShort(String protocol, String version) throws Exception {
    Exchange exchange = Exchange.of("GET", "/");
    exchange.protocol = protocol;
    measured.answer(exchange, OK);
    assertEquals(version, value("network.protocol.version"));
  }

  @ParameterizedTest
  @CsvSource({"200,", "302,", "404,", "499,", "500,500", "503,503"})
  void errorType_isTheStatusOfServerErrors(int status, String error) throws Exception {
    Exchange exchange = Exchange.of("GET", "/");
    measured.answer(exchange, status(exchange, status));
    assertEquals((long) status, value(measured, AttributeKey.longKey("http.response.status_code")));
    assertEquals(error, value("error.type"));
  }

  @Test
  void exception_countsAs500AndReachesTheContainer() throws Exception {
    ServletException thrown = new ServletException("on purpose");
    assertSame(
        thrown,
        assertThrows(
            ServletException.class,
            () ->
                measured.answer(
                    Exchange.of("GET", "/"),
                    (request, response) -> {
                      throw thrown;
                    })));
    assertEquals("500", value("error.type"));
    assertEquals(500L, value(measured, AttributeKey.longKey("http.response.status_code")));
  }

  /** A 404 of a static resource on Open Liberty is an exception, too. */
  @Test
  void exceptionWithAStatus_hasThatStatus() {
    Exchange exchange = Exchange.of("GET", "/nothing").servlet("/");
    assertThrows(
        IOException.class,
        () ->
            measured.answer(
                exchange,
                (request, response) -> {
                  exchange.status = 404;
                  throw new IOException("not found");
                }));
    assertEquals(404L, value(measured, AttributeKey.longKey("http.response.status_code")));
    assertEquals(null, value("error.type"));
  }

  @Test
  void exceptionAfterTheStatusWasSent_isTheErrorsType() {
    Exchange exchange = Exchange.of("GET", "/");
    exchange.committed = true;
    assertThrows(
        IllegalStateException.class,
        () ->
            measured.answer(
                exchange,
                (request, response) -> {
                  throw new IllegalStateException("on purpose");
                }));
    assertEquals(200L, value(measured, AttributeKey.longKey("http.response.status_code")));
    assertEquals("java.lang.IllegalStateException", value("error.type"));
  }

  @ParameterizedTest
  @CsvSource({"/hello/*,/app/hello/*", "/exact,/app/exact", "*.jsf,/app/*.jsf", "'',/app/", "/,"})
  void servletRoute_isItsPattern(String pattern, String route) throws Exception {
    measured.answer(Exchange.of("GET", "/whatever").servlet(pattern), OK);
    assertEquals(route, value("http.route"));
  }

  @Test
  void restRoute_countsBeforeTheServlets() throws Exception {
    Exchange exchange = Exchange.of("GET", "/api/orders/7");
    measured.answer(
        exchange,
        (request, response) -> {
          RestRequest rest = (RestRequest) exchange.request().getAttribute(RestRequest.PROPERTY);
          rest.reachedRest();
          rest.matched("/app/api/orders/{id}");
          rest.matched("/app/api/what/it/includes");
          exchange.status = 404;
        });
    assertEquals("/app/api/orders/{id}", value("http.route"));
  }

  @ParameterizedTest
  @CsvSource({"404,", "405,/app/api/*", "200,/app/api/*"})
  void restWithoutAMatch_hasTheServletsRouteUnlessNothingIsThere(int status, String route)
      throws Exception {
    Exchange exchange = Exchange.of("GET", "/api/bogus");
    measured.answer(
        exchange,
        (request, response) -> {
          ((RestRequest) request).reachedRest();
          exchange.status = status;
        });
    assertEquals(route, value("http.route"));
  }

  @Test
  void restThatDoesNotTellItsRoutes_isOneWarningWithTheCure() throws Exception {
    for (int i = 0; i < 3; i++) {
      Exchange exchange = Exchange.of("GET", "/api/orders/" + i);
      exchange.servletName = Shop.class.getName();
      measured.answer(exchange, OK);
    }
    measured.answer(Exchange.of("GET", "/hello/you").servlet("/hello/*"), OK);
    assertEquals(1, measured.warnings.size(), measured.warnings.toString());
    assertTrue(measured.warnings.get(0).contains("/app/api/*"));
    assertTrue(measured.warnings.get(0).contains(RouteFeature.class.getName()));
  }

  /** An application that loads no services. */
  static final class Shop extends Application {}

  @Test
  void unknownServlet_hasNoRoute() throws Exception {
    measured.answer(Exchange.of("GET", "/whatever").servlet(null), OK);
    assertEquals(null, value("http.route"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "*.jsp"})
  void bogusUrls_areOneSeries(String pattern) throws Exception {
    for (int i = 0; i < 10_000; i++) {
      Exchange exchange = Exchange.of("GET", "/bogus/" + i).servlet(pattern);
      measured.answer(exchange, status(exchange, 404));
    }
    assertEquals(1, measured.durations().size());
    assertEquals(10_000, measured.durations().get(0).count());
    assertEquals(
        null,
        measured
            .durations()
            .get(0)
            .attributes()
            .attributes()
            .get(AttributeKey.stringKey("http.route")));
  }

  @Test
  void asynchronousAnswer_isMeasuredWhenItIsComplete() throws Exception {
    Exchange exchange = Exchange.of("GET", "/");
    measured.answer(exchange, (request, response) -> ((HttpServletRequest) request).startAsync());
    assertEquals(List.of(), measured.durations());

    measured.nanos.addAndGet(2_000_000_000);
    exchange.status = 202;
    exchange.complete();
    exchange.complete();
    assertEquals(202L, value(measured, AttributeKey.longKey("http.response.status_code")));
    assertEquals(2, measured.duration().sum());
  }

  @Test
  void asynchronousCycles_areOneRequest() throws Exception {
    Exchange exchange = Exchange.of("GET", "/");
    measured.answer(exchange, (request, response) -> ((HttpServletRequest) request).startAsync());
    exchange.startAgain();
    assertEquals(List.of(), measured.durations());
    exchange.complete();
    assertEquals(1, measured.duration().count());
  }

  @Test
  void asynchronousFailure_countsAs500() throws Exception {
    Exchange exchange = Exchange.of("GET", "/");
    measured.answer(exchange, (request, response) -> ((HttpServletRequest) request).startAsync());
    exchange.fail(new IllegalStateException("on purpose"));
    exchange.complete();
    assertEquals(500L, value(measured, AttributeKey.longKey("http.response.status_code")));
  }

  @Test
  void startAsyncOnTheContainersOwnRequest_isMeasuredWhenItIsComplete() throws Exception {
    Exchange exchange = Exchange.of("GET", "/");
    measured.answer(exchange, (request, response) -> exchange.request().startAsync());
    assertEquals(List.of(), measured.durations());
    exchange.complete();
    assertEquals(1, measured.duration().count());
  }

  /** Then the container lets nobody listen any more. */
  @Test
  void startAsyncOnTheContainersOwnRequestThatIsCompleteAlready_isMeasured() throws Exception {
    Exchange exchange = Exchange.of("GET", "/");
    measured.answer(
        exchange,
        (request, response) -> {
          exchange.request().startAsync();
          exchange.committed = true;
        });
    assertEquals(1, measured.duration().count());
  }

  @Test
  void completionBesideTheEndOfTheChain_isMeasuredOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < 500; i++) {
        Exchange exchange = Exchange.of("GET", "/");
        CountDownLatch started = new CountDownLatch(1);
        Future<?> filter =
            threads.submit(
                () -> {
                  measured.answer(
                      exchange,
                      (request, response) -> {
                        ((HttpServletRequest) request).startAsync();
                        started.countDown();
                      });
                  return null;
                });
        Future<?> completion =
            threads.submit(
                () -> {
                  started.await();
                  exchange.complete();
                  return null;
                });
        filter.get();
        completion.get();
      }
    } finally {
      threads.shutdown();
    }
    assertEquals(500, measured.durations().stream().mapToLong(HistogramPoint::count).sum());
  }

  @Test
  void requestThatIsFilteredTwice_isMeasuredOnce() throws Exception {
    Exchange exchange = Exchange.of("GET", "/");
    measured.answer(exchange, (request, response) -> measured.answer(exchange, OK));
    assertEquals(1, measured.duration().count());
  }

  @Test
  void requestThatNoFilterSaw_isMeasuredWithoutStatusAndRoute() throws Exception {
    Exchange exchange = Exchange.of("GET", "/hello/secret").servlet("/hello/*");
    RequestEnds listener = new RequestEnds(measured.application);
    ServletRequestEvent event =
        new ServletRequestEvent(Exchange.context((called, arguments) -> null), exchange.request());
    listener.requestInitialized(event);
    listener.requestDestroyed(event);
    assertEquals(
        Attributes.builder()
            .put("http.request.method", "GET")
            .put("url.scheme", "http")
            .put("network.protocol.version", "1.1")
            .build(),
        measured.duration().attributes().attributes());
  }

  /** WildFly begins anew with an asynchronous dispatch, with a wrapper that has no attributes. */
  @Test
  void wrappedRequest_isNoneThatBegins() throws Exception {
    HttpServletRequest wrapper =
        new HttpServletRequestWrapper(
            Exchange.of("GET", "/hello/again").servlet("/hello/*").request());
    RequestEnds listener = new RequestEnds(measured.application);
    ServletRequestEvent event =
        new ServletRequestEvent(Exchange.context((called, arguments) -> null), wrapper);
    listener.requestInitialized(event);
    listener.requestDestroyed(event);
    assertNull(wrapper.getAttribute(RestRequest.PROPERTY));
    assertEquals(List.of(), Collected.peek(measured.metrics).metrics());
  }

  /** Open Liberty makes a 404 of an exception after the filters are done. */
  @Test
  void exceptionWithoutAStatus_hasTheOneThatTheContainerMakesOfIt() throws Exception {
    Exchange exchange = Exchange.of("GET", "/bogus.jsp").servlet("*.jsp");
    RequestEnds listener = new RequestEnds(measured.application);
    ServletRequestEvent event =
        new ServletRequestEvent(Exchange.context((called, arguments) -> null), exchange.request());
    listener.requestInitialized(event);
    assertThrows(
        IOException.class,
        () ->
            measured.answer(
                exchange,
                (request, response) -> {
                  throw new IOException("not found");
                }));
    assertEquals(List.of(), measured.durations());
    exchange.status = 404;
    listener.requestDestroyed(event);
    listener.requestDestroyed(event);
    assertEquals(404L, value(measured, AttributeKey.longKey("http.response.status_code")));
    assertEquals(null, value("http.route"));
  }

  @Test
  void requestThatBothListenerAndFilterSaw_isMeasuredOnceFromTheFirst() throws Exception {
    Exchange exchange = Exchange.of("GET", "/");
    RequestEnds listener = new RequestEnds(measured.application);
    ServletRequestEvent event =
        new ServletRequestEvent(Exchange.context((called, arguments) -> null), exchange.request());
    listener.requestInitialized(event);
    measured.nanos.addAndGet(1_000_000_000);
    measured.answer(exchange, OK);
    listener.requestDestroyed(event);
    assertEquals(1, measured.duration().sum());
  }

  @ParameterizedTest
  @CsvSource({
    "/hello/*,/hello/you,/hello/*",
    "/hello/*,/hello/you,/app/hello/*",
    "/hello/*,/hello/you,/hel*",
    "/,/health.html,/health*",
    "/,/health.html,*health.html"
  })
  void excludedRoute_isNotMeasured(String servlet, String path, String excluded) throws Exception {
    Measured some = new Measured(options(true, false, false, true, List.of("/other", excluded)));
    some.answer(Exchange.of("GET", path).servlet(servlet), OK);
    assertEquals(List.of(), some.durations());
    some.answer(Exchange.of("GET", "/kept").servlet("/kept"), OK);
    assertEquals(1, some.durations().size());
  }

  @Test
  void eventStream_canBeLeftOut() throws Exception {
    for (boolean shown : List.of(true, false)) {
      Measured some = new Measured(options(false, false, false, shown, List.of()));
      Exchange exchange = Exchange.of("GET", "/events");
      exchange.contentType = "text/event-stream;charset=UTF-8";
      some.answer(exchange, OK);
      assertEquals(shown ? 1 : 0, some.durations().size());
    }
  }

  @Test
  void activeRequests_goUpAndDown() throws Exception {
    Measured some = new Measured(options(true, false, false, true, List.of()));
    Exchange exchange = Exchange.of("GET", "/");
    some.answer(
        exchange,
        (request, response) -> {
          assertEquals(1, active(some).bits());
          assertEquals(
              Attributes.builder()
                  .put("http.request.method", "GET")
                  .put("url.scheme", "http")
                  .build(),
              active(some).attributes().attributes());
        });
    assertEquals(0, active(some).bits());
    assertEquals(
        "{request}", Collected.peek(some.metrics).metric("http.server.active_requests").unit());
  }

  private static NumberPoint active(Measured of) {
    List<?> points = Collected.peek(of.metrics).points("http.server.active_requests");
    assertEquals(1, points.size(), points.toString());
    return (NumberPoint) points.get(0);
  }

  @Test
  void serverAddress_isShownOnRequest() throws Exception {
    Measured some = new Measured(options(false, true, false, true, List.of()));
    some.answer(Exchange.of("GET", "/").header("Forwarded", "host=evil.example:99"), OK);
    assertEquals("shop.example", value(some, AttributeKey.stringKey("server.address")));
    assertEquals(8080L, value(some, AttributeKey.longKey("server.port")));
  }

  @Test
  void forwardedHeaders_tellSchemeAndAddressOnlyWhereTheyAreTrusted() throws Exception {
    Measured some = new Measured(options(false, true, true, true, List.of()));
    Exchange exchange =
        Exchange.of("GET", "/").header("Forwarded", "for=1.2.3.4;proto=https;host=www.example");
    some.answer(exchange, OK);
    assertEquals("https", value(some, AttributeKey.stringKey("url.scheme")));
    assertEquals("www.example", value(some, AttributeKey.stringKey("server.address")));
    assertEquals(443L, value(some, AttributeKey.longKey("server.port")));

    measured.answer(exchange.again(), OK);
    assertEquals("http", value("url.scheme"));
  }

  @Test
  void nothingToMeasure_leavesRequestAndResponseAlone() throws Exception {
    Exchange exchange = Exchange.of("GET", "/");
    boolean[] passed = {false};
    new MeasuringFilter(new WebApplication("/app", () -> null, measured.warnings::add))
        .doFilter(
            exchange.request(),
            exchange.response(),
            (request, response) -> {
              assertSame(exchange.request(), request);
              assertSame(exchange.response(), response);
              passed[0] = true;
            });
    assertTrue(passed[0]);
  }
}
