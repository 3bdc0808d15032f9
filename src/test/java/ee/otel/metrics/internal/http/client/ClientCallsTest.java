package ee.otel.metrics.internal.http.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.HttpClientMetrics;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.internal.http.KnownMethods;
import ee.otel.metrics.internal.transport.RestClientKind;
import io.opentelemetry.api.common.Attributes;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Feature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientCallsTest {
  private static final String DURATION = "http.client.request.duration";
  private static HttpServer server;

  private final OtelMetrics metrics = OtelMetrics.builder().build();
  private final HttpClientMetrics filters =
      HttpClientMetrics.of(metrics.meterProvider().get("http"));

  @BeforeAll
  static void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(
              Integer.parseInt(exchange.getRequestURI().getPath().substring(1, 4)), -1);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static String address(String path) {
    return "http://localhost:" + server.getAddress().getPort() + "/" + path;
  }

  private static Attributes attributes(int status) {
    return Attributes.builder()
        .put("http.request.method", "GET")
        .put("server.address", "localhost")
        .put("server.port", server.getAddress().getPort())
        .put("http.response.status_code", status)
        .build();
  }

  private long count(Attributes attributes) {
    return ((HistogramPoint) Collected.peek(metrics).point(DURATION, attributes)).count();
  }

  private static int get(ClientBuilder builder, String address) {
    Client client = builder.build();
    try {
      return client.target(address).request().get().getStatus();
    } finally {
      client.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void request_isMeasuredWithItsStatus(RestClientKind kind) {
    get(kind.builder().register(filters), address("200"));
    get(kind.builder().register(filters), address("204/b"));
    get(kind.builder().register(filters), address("404"));
    assertEquals(1, count(attributes(200)));
    assertEquals(1, count(attributes(204)));
    assertEquals(1, count(attributes(404).toBuilder().put("error.type", "404").build()));
    var metric = Collected.peek(metrics).metric(DURATION);
    assertEquals("s", metric.unit());
    assertEquals("Duration of HTTP client requests.", metric.description());
  }

  @ParameterizedTest
  @EnumSource
  void clientThatWasGivenTwoFilters_isMeasuredOnce(RestClientKind kind) {
    ClientCalls calls =
        new ClientCalls(
            metrics.meterProvider().get("http"),
            new KnownMethods(KnownMethods.DEFAULT),
            System::nanoTime);
    get(kind.builder().register(filters).register(new ClientFilter(calls)), address("200"));
    assertEquals(1, count(attributes(200)));
  }

  @ParameterizedTest
  @EnumSource
  void unmeasuredClient_isNotMeasured(RestClientKind kind) {
    get(
        kind.builder().register(filters).property(HttpClientMetrics.UNMEASURED, true),
        address("200"));
    assertEquals(List.of(), Collected.peek(metrics).points(DURATION));
  }

  @ParameterizedTest
  @EnumSource
  void templatedTarget_tellsItsTemplate(RestClientKind kind) {
    Client client = kind.builder().register(filters).build();
    WebTarget orders = client.target(address("")).path("{status}/items").queryParam("page", 7);
    HttpClientMetrics.templated(orders).resolveTemplate("status", 200).request().get().close();
    client.close();
    assertEquals(
        1, count(attributes(200).toBuilder().put("url.template", "/{status}/items").build()));
  }

  /** Jersey's transport knows none. */
  @ParameterizedTest
  @EnumSource(names = "RESTEASY")
  void unknownMethod_isOther(RestClientKind kind) {
    Client client = kind.builder().register(filters).build();
    client.target(address("200")).request().method("PURGE").close();
    client.close();
    assertEquals(
        1, count(attributes(200).toBuilder().put("http.request.method", "_OTHER").build()));
  }

  /** As the feature registers it, where Jersey finds it. */
  @ParameterizedTest
  @EnumSource(names = "JERSEY")
  void refusedConnection_isMeasuredWithItsCause(RestClientKind kind) throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    ClientCalls calls =
        new ClientCalls(
            metrics.meterProvider().get("http"),
            new KnownMethods(KnownMethods.DEFAULT),
            System::nanoTime);
    Feature feature =
        context -> {
          context.register(new ClientFilter(calls));
          JerseyFailures.register(context);
          return true;
        };
    ClientBuilder builder = kind.builder().register(feature);
    assertThrows(ProcessingException.class, () -> get(builder, "http://localhost:" + port));
    assertEquals(
        1,
        count(
            Attributes.builder()
                .put("http.request.method", "GET")
                .put("server.address", "localhost")
                .put("server.port", port)
                .put("error.type", "java.net.ConnectException")
                .build()));
  }
}
