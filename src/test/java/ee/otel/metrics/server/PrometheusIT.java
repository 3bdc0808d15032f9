package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.demo.ShopWar;
import ee.otel.metrics.receiver.Answer;
import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The demonstration, scraped: by the real Prometheus and looked at by its promtool where they are
 * installed (Debian's package {@code prometheus}), and compared with what OTLP carried.
 */
class PrometheusIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int CARTS = 3;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Metrics of the shop that stand still while nobody shops, and their names for Prometheus. */
  private static final Map<String, String> QUIET =
      Map.of(
          "shop.orders", "shop_orders_total",
          "shop.revenue", "shop_revenue_EUR_total",
          "shop.carts.open", "shop_carts_open",
          "shop.checkout.duration", "shop_checkout_duration_seconds",
          "shop.cart.items", "shop_cart_items",
          "shop.basket.last", "shop_basket_last_EUR",
          "shop.cart.last", "shop_cart_last",
          "shop.stock", "shop_stock",
          "shop.parcels.shipped", "shop_parcels_shipped_total");

  private static final OtlpReceiver RECEIVER = OtlpReceiver.start();
  private static ServerProcess server;

  @BeforeAll
  static void shop() {
    server =
        ServerProcess.start(
            Server.ofTheBuild(),
            Launch.of(ShopWar.build(), "api/stock")
                .with("otel.metrics.exporter", "otlp,prometheus")
                .with("otel.exporter.otlp.metrics.endpoint", RECEIVER.metricsEndpoint())
                .with("otel.metric.export.interval", 500)
                .with("otel.metrics.exemplar.filter", "always_on")
                .with("otel.metrics.ee.operator.health", true));
    for (int i = 0; i < CARTS; i++) {
      buy();
    }
  }

  private static void buy() {
    String cart = server.application().post("api/carts").body().strip();
    server.application().post("api/carts/" + cart + "/items?product=TEA&count=2");
    server.application().post("api/carts/" + cart + "/checkout?payment=CARD");
  }

  @AfterAll
  static void close() {
    if (server != null) {
      server.close();
    }
    RECEIVER.close();
  }

  private static HttpRequest.Builder scrape() {
    return HttpRequest.newBuilder(server.application().root().resolve("metrics")).timeout(SOON);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void scrape_isNegotiated() throws Exception {
    HttpResponse<String> plain = send(scrape());
    assertEquals(200, plain.statusCode(), plain.body());
    assertTrue(
        type(plain).matches("text/plain; ?version=0\\.0\\.4; ?charset=(utf|UTF)-8"), type(plain));
    assertTrue(plain.body().contains("\nshop_orders_total{"), plain.body());
    assertTrue(plain.body().contains("# TYPE target_info gauge\n"), plain.body());

    HttpResponse<String> open =
        send(scrape().header("Accept", "application/openmetrics-text;version=1.0.0"));
    assertTrue(type(open).startsWith("application/openmetrics-text"), type(open));
    assertTrue(open.body().endsWith("# EOF\n"), open.body());

    assertTrue(open.body().contains("http_route=\"/shop/api/carts\""), open.body());
    assertTrue(!open.body().contains("http_route=\"/shop/metrics\""), open.body());

    HttpResponse<String> compressed = send(scrape().header("Accept-Encoding", "gzip"));
    assertEquals(Optional.of("gzip"), compressed.headers().firstValue("Content-Encoding"));
  }

  private static String type(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElse("");
  }

  @Test
  void stranger_isRefused() throws Exception {
    HttpResponse<String> refused = send(scrape().header("X-Forwarded-For", "203.0.113.7"));
    assertEquals(403, refused.statusCode());
    assertTrue(refused.body().contains("otel.metrics.ee.prometheus.addresses"), refused.body());
  }

  /** The application knows the role; nothing in its web.xml asks for a login. */
  private static final String OPERATORS =
      "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\"><security-role>"
          + "<role-name>operator</role-name></security-role></web-app>";

  /** By the application's own login. */
  @Test
  void role_isAskedForByTheContainer() throws Exception {
    WebArchive guarded =
        Wars.configured(
            Wars.withProduct("guarded", Bystander.class, BystanderDesk.class, Logins.class)
                .setWebXML(new StringAsset(OPERATORS)),
            Map.of("otel.metrics.ee.prometheus.role", "operator"));
    Application application = server.deploy(guarded, "till");
    assertEquals(401, status(application, ""));
    assertEquals(401, status(application, "operator:wrong"));
    assertEquals(403, status(application, "guest:guest"));
    assertEquals(200, status(application, "operator:operator"));
  }

  private static int status(Application application, String login) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(application.root().resolve("metrics")).timeout(SOON);
    if (!login.isEmpty()) {
      byte[] credentials = login.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }
    return send(request).statusCode();
  }

  @Test
  void hangingExportAndSlowReaders_holdNoScrapeUp() throws Exception {
    int before = RECEIVER.requests().size();
    RECEIVER.answer(Answer.hang());
    RECEIVER.awaitCount(before + 1, SOON);
    List<Socket> readers = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        readers.add(readerThatDoesNotRead());
      }
      List<CompletableFuture<HttpResponse<String>>> scrapes = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        scrapes.add(CLIENT.sendAsync(scrape().build(), BodyHandlers.ofString()));
      }
      for (CompletableFuture<HttpResponse<String>> scrape : scrapes) {
        assertEquals(200, scrape.get(SOON.toSeconds(), TimeUnit.SECONDS).statusCode());
      }
    } finally {
      for (Socket reader : readers) {
        reader.close();
      }
    }
  }

  private static Socket readerThatDoesNotRead() throws IOException {
    URI root = server.application().root();
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1);
    socket.connect(new java.net.InetSocketAddress(root.getHost(), root.getPort()));
    socket
        .getOutputStream()
        .write(
            ("GET " + root.getPath() + "metrics HTTP/1.1\r\nHost: " + root.getHost() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void promtool_findsNothingToSayOfTheShop() throws Exception {
    Optional<Path> promtool = installed("promtool");
    if (promtool.isEmpty()) {
      return;
    }
    Path text = Files.createTempFile(Project.target(), "scraped", ".txt");
    Files.writeString(text, send(scrape()).body());
    Process check =
        new ProcessBuilder(promtool.get().toString(), "check", "metrics")
            .redirectInput(text.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = check.waitFor();
    assertTrue(code == 0 || code == 3, said); // 3: opinions on names, but the text is good
    assertEquals(List.of(), said.lines().filter(line -> line.startsWith("shop_")).toList());
  }

  @Test
  void prometheus_hasTheValuesThatOtlpCarried() throws Exception {
    Optional<Path> prometheus = installed("prometheus");
    if (prometheus.isEmpty()) {
      return;
    }
    Path directory = Files.createTempDirectory(Project.target(), "prometheus");
    URI root = server.application().root();
    Path config =
        Files.writeString(
            directory.resolve("prometheus.yml"),
            """
            scrape_configs:
              - job_name: shop
                scrape_interval: 500ms
                scrape_timeout: 500ms
                metrics_path: %smetrics
                static_configs:
                  - targets: ['%s:%d']
            """
                .formatted(root.getPath(), root.getHost(), root.getPort()));
    int port = ServerProcess.freePort();
    Process process =
        new ProcessBuilder(
                prometheus.get().toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--enable-feature=exemplar-storage",
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output.log").toFile())
            .start();
    try {
      Prometheus queried = new Prometheus(URI.create("http://127.0.0.1:" + port + "/api/v1/"));
      await(() -> queried.values("up").containsValue(1.0));
      RECEIVER.awaitAny(PrometheusIT::hasAllQuiet, SOON);
      ReceivedRequest last =
          RECEIVER.requests().stream()
              .filter(PrometheusIT::hasAllQuiet)
              .reduce((one, next) -> next)
              .orElseThrow();
      Map<String, Double> expected = expected(last);
      assertTrue(expected.keySet().stream().anyMatch(key -> key.contains("_bucket")), "buckets");
      await(() -> queried.values("shop_orders_total").size() > 0);
      Map<String, Double> found = new TreeMap<>();
      expected.keySet().stream()
          .map(key -> key.substring(0, key.indexOf('{')))
          .distinct()
          .forEach(name -> found.putAll(queried.values(name)));
      assertEquals(expected, found);
      buy();
      await(() -> queried.exemplars("shop_checkout_duration_seconds_bucket") > 0);
      assertEquals("counter", queried.type("shop_orders"));
      assertEquals("histogram", queried.type("shop_checkout_duration_seconds"));
    } finally {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
      process.destroyForcibly();
    }
  }

  @Test
  void operator_seesTheExportAndFlushes() throws Exception {
    int port = ServerProcess.freePort();
    server.jcmd(
        "ManagementAgent.start jmxremote.port=%d jmxremote.host=127.0.0.1".formatted(port)
            + " jmxremote.authenticate=false jmxremote.ssl=false");
    JMXServiceURL url =
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
    try (JMXConnector connector = JMXConnectorFactory.connect(url)) {
      MBeanServerConnection beans = connector.getMBeanServerConnection();
      ObjectName name = new ObjectName("ee.otel.metrics:type=Metrics,application=\"shop\"");
      await(() -> flush(beans, name).equals("Flush ended with success. Everything arrived."));
      TabularData series = (TabularData) beans.getAttribute(name, "Series");
      assertEquals(1, series.get(new Object[] {"shop.orders"}).get("value"));
      assertEquals(0L, beans.getAttribute(name, "WaitingPoints"));
      assertTrue(beans.getAttribute(name, "LastExportTime") instanceof Date);
      String destination = (String) beans.getAttribute(name, "Destination");
      assertTrue(destination.contains(", scraped at /metrics; every 500 ms."), destination);
    }
  }

  private static String flush(MBeanServerConnection beans, ObjectName name) {
    try {
      return (String) beans.invoke(name, "flush", null, null);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** WildFly as the tests configure it has no MicroProfile Health. */
  @Test
  void healthCheck_isUpAndTellsTheExport() throws Exception {
    if (!(Server.ofTheBuild() instanceof WildFly)) {
      URI ready = server.application().root().resolve("/health/ready");
      HttpResponse<String> health = send(HttpRequest.newBuilder(ready).timeout(SOON));
      assertEquals(200, health.statusCode(), health.body());
      assertTrue(health.body().contains("otel-metrics-ee"), health.body());
    }
  }

  /** One line, and nothing is tested, where a program is not installed. */
  private static Optional<Path> installed(String program) {
    Optional<Path> found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(directory -> Path.of(directory, program))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      System.out.println("Skipped: " + program + " is not installed (apt install prometheus).");
    }
    return found;
  }

  private static void await(Supplier<Boolean> condition) {
    long deadline = System.nanoTime() + SOON.toNanos();
    while (!condition.get()) {
      assertTrue(System.nanoTime() < deadline, "Prometheus did not get there in time");
      server.endsWithin(Duration.ofMillis(100));
    }
  }

  private static boolean hasAllQuiet(ReceivedRequest request) {
    return QUIET.keySet().stream().allMatch(name -> request.metric(name).isPresent());
  }

  /** What Prometheus has to know of the quiet metrics of a request, by name and labels. */
  private static Map<String, Double> expected(ReceivedRequest request) {
    Map<String, Double> expected = new TreeMap<>();
    QUIET.forEach(
        (name, prometheusName) -> {
          Metric metric = request.metric(name).orElseThrow();
          metric.getGauge().getDataPointsList().forEach(p -> add(expected, prometheusName, p));
          metric.getSum().getDataPointsList().forEach(p -> add(expected, prometheusName, p));
          metric.getHistogram().getDataPointsList().forEach(p -> add(expected, prometheusName, p));
        });
    return expected;
  }

  private static void add(Map<String, Double> expected, String name, NumberDataPoint point) {
    double value = point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
    expected.put(name + labels(point.getAttributesList()), value);
  }

  private static void add(Map<String, Double> expected, String name, HistogramDataPoint point) {
    Map<String, String> labels = labels(point.getAttributesList());
    expected.put(name + "_count" + labels, (double) point.getCount());
    expected.put(name + "_sum" + labels, point.getSum());
    long below = 0;
    for (int i = 0; i < point.getBucketCountsCount(); i++) {
      below += point.getBucketCounts(i);
      Map<String, String> bucket = new TreeMap<>(labels);
      bucket.put(
          "le",
          i < point.getExplicitBoundsCount() ? String.valueOf(point.getExplicitBounds(i)) : "+Inf");
      expected.put(name + "_bucket" + bucket, (double) below);
    }
  }

  private static Map<String, String> labels(List<KeyValue> attributes) {
    Map<String, String> labels = new TreeMap<>();
    for (KeyValue attribute : attributes) {
      String value =
          attribute.getValue().hasBoolValue()
              ? String.valueOf(attribute.getValue().getBoolValue())
              : attribute.getValue().getStringValue();
      labels.put(attribute.getKey().replace('.', '_'), value);
    }
    return labels;
  }

  /** The server's own labels, and the scope's, are the same everywhere. */
  private record Prometheus(URI api) {
    private static final List<String> SHARED =
        List.of("__name__", "instance", "job", "otel_scope_name");

    Map<String, Double> values(String name) {
      Map<String, Double> values = new TreeMap<>();
      for (JsonValue each :
          get("query?query=" + name).getJsonObject("data").getJsonArray("result")) {
        Map<String, String> labels = new TreeMap<>();
        each.asJsonObject()
            .getJsonObject("metric")
            .forEach(
                (key, value) -> labels.put(key, ((jakarta.json.JsonString) value).getString()));
        labels.keySet().removeAll(SHARED);
        if (labels.containsKey("le") && !labels.get("le").equals("+Inf")) {
          labels.put("le", String.valueOf(Double.parseDouble(labels.get("le"))));
        }
        values.put(
            name + labels,
            Double.parseDouble(each.asJsonObject().getJsonArray("value").getString(1)));
      }
      return values;
    }

    int exemplars(String name) {
      long now = System.currentTimeMillis() / 1000;
      return get("query_exemplars?query=%s&start=%d&end=%d".formatted(name, now - 600, now + 60))
          .getJsonArray("data")
          .size();
    }

    /** Of the name that OpenMetrics describes. */
    String type(String name) {
      JsonObject data = get("metadata?metric=" + name).getJsonObject("data");
      return data.containsKey(name)
          ? data.getJsonArray(name).getJsonObject(0).getString("type")
          : "";
    }

    private JsonObject get(String path) {
      try {
        HttpRequest request = HttpRequest.newBuilder(api.resolve(path)).timeout(SOON).build();
        String body = CLIENT.send(request, BodyHandlers.ofString()).body();
        if (!body.startsWith("{")) {
          return nothing(); // it starts
        }
        JsonObject answer = Json.createReader(new StringReader(body)).readObject();
        return answer.containsKey("data") ? answer : nothing();
      } catch (IOException startsYet) {
        return nothing();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    private static JsonObject nothing() {
      return Json.createReader(new StringReader("{\"data\":{\"result\":[]}}")).readObject();
    }
  }
}
