package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Metrics without code, of the JVM and of the server's MBeans, with the server's statistics on. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JmxIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration SOONER_THAN_A_LEASE_ENDS = Duration.ofSeconds(25);
  private static final int TAKEN = 5;

  private static final List<String> JVM =
      List.of(
          "jvm.class.count",
          "jvm.class.loaded",
          "jvm.class.unloaded",
          "jvm.cpu.count",
          "jvm.cpu.recent_utilization",
          "jvm.cpu.time",
          "jvm.gc.duration",
          "jvm.memory.committed",
          "jvm.memory.limit",
          "jvm.memory.used",
          "jvm.memory.used_after_last_gc",
          "jvm.thread.count");

  /** One rule that is good, and one that is not. */
  private static final String RULES =
      """
      rules:
        - bean: java.lang:type=Compilation
          mapping:
            TotalCompilationTime:
              metric: stock.compilation.duration
              type: counter
              sourceUnit: ms
              unit: s
        - bean: java.lang:type=Compilation
          colour: red
      """;

  private static final OtlpReceiver RECEIVER = OtlpReceiver.start();
  private static final WebArchive WAR =
      Wars.withProduct("stock", Stock.class, Stock.Desk.class, StockBean.class)
          .addAsResource(new StringAsset(RULES), "stock-rules.yaml");
  private static ServerProcess server;

  @BeforeAll
  static void start() {
    server =
        ServerProcess.start(
            Server.ofTheBuild(),
            Launch.of(WAR, "stock")
                .withMonitoring(true)
                .with("otel.exporter.otlp.metrics.endpoint", RECEIVER.metricsEndpoint())
                .with("otel.metric.export.interval", 1000)
                .with("otel.jmx.discovery.delay", 1000)
                .with("otel.jmx.config", "stock-rules.yaml")
                .with("otel.jmx.target.system", target()));
    for (int i = 0; i < TAKEN; i++) {
      assertEquals("taken\n", server.application().get("stock/take").body());
    }
  }

  @AfterAll
  static void close() {
    if (server != null) {
      server.close();
    }
    RECEIVER.close();
  }

  private static String target() {
    return switch (Server.ofTheBuild().name()) {
      case "liberty" -> "openliberty";
      default -> Server.ofTheBuild().name();
    };
  }

  @Test
  @Order(1)
  void jvm_isMeasured() {
    server.jcmd("GC.run");
    ReceivedRequest request =
        RECEIVER.awaitAny(r -> JVM.stream().allMatch(name -> r.metric(name).isPresent()), SOON);
    assertEquals(
        JVM,
        request.metrics().stream()
            .map(Metric::getName)
            .filter(name -> name.startsWith("jvm."))
            .sorted()
            .toList());
    for (HistogramDataPoint point :
        request.metric("jvm.gc.duration").orElseThrow().getHistogram().getDataPointsList()) {
      assertEquals(List.of(0.01, 0.1, 1.0, 10.0), point.getExplicitBoundsList());
    }
  }

  @Test
  @Order(2)
  void pools_areMeasured() {
    Map<String, Long> expected = new LinkedHashMap<>();
    expected.put("db.client.connection.count used", 0L);
    expected.put("db.client.connection.count idle", 1L);
    expected.put("db.client.connection.max", 1L);
    switch (target()) {
      case "payara" -> {
        expected.put("db.client.connection.timeouts", 0L);
        expected.put("db.client.connection.pending_requests", 0L);
        expected.put("payara.db.client.connection.created", 1L);
        expected.put("payara.thread.count", 1L);
        expected.put("payara.thread.busy.count", 0L);
        expected.put("payara.thread.limit", 5L);
        expected.put("payara.request.count", (long) TAKEN);
        expected.put("payara.error.count", 0L);
        expected.put("payara.ejb.pool.count", 1L);
        expected.put("payara.ejb.pool.pending_requests", 0L);
        expected.put("payara.transaction.committed", (long) TAKEN);
        expected.put("payara.transaction.rollback", 0L);
        expected.put("payara.session.active.count", (long) TAKEN);
        expected.put("payara.session.created", (long) TAKEN);
        expected.put("payara.executor.task.completed", 1L);
      }
      case "wildfly" -> {
        expected.put("db.client.connection.timeouts", 0L);
        expected.put("wildfly.db.client.connection.created", 1L);
        expected.put("wildfly.thread.count", 1L);
        expected.put("wildfly.thread.busy.count", 0L);
        expected.put("wildfly.thread.limit", 2L);
        expected.put("wildfly.request.count", (long) TAKEN);
        expected.put("wildfly.error.count", 0L);
        expected.put("wildfly.network.io transmit", (long) TAKEN);
        expected.put("wildfly.executor.task.completed", 0L);
        expected.put("wildfly.ejb.pool.count", 1L);
        expected.put("wildfly.ejb.invocation.count", (long) TAKEN);
        expected.put("wildfly.transaction.committed", (long) TAKEN);
        expected.put("wildfly.transaction.rollback application", 0L);
        expected.put("wildfly.session.active.count", (long) TAKEN);
      }
      default -> {
        expected.put("openliberty.db.client.connection.created", 1L);
        expected.put("openliberty.db.client.connection.use.duration.sum", 0L);
        expected.put("openliberty.thread.count", 1L);
        expected.put("openliberty.thread.busy.count", 0L);
        expected.put("openliberty.servlet.request.count", (long) TAKEN);
        expected.put("openliberty.servlet.request.duration.sum", 0L);
        expected.put("openliberty.session.live.count", (long) TAKEN);
        expected.put("openliberty.session.created", (long) TAKEN);
      }
    }
    try {
      RECEIVER.awaitAny(
          request -> {
            Map<String, Double> found = sums(request);
            return expected.entrySet().stream()
                .allMatch(one -> found.getOrDefault(one.getKey(), -1.0) >= one.getValue());
          },
          SOON);
    } catch (AssertionError missing) {
      List<ReceivedRequest> all = RECEIVER.requests();
      throw new AssertionError(
          expected
              + "\n"
              + new TreeSet<>(
                  sums(all.get(all.size() - 1)).entrySet().stream().map(Object::toString).toList()),
          missing);
    }
  }

  /** Each metric's points added up, by name and, where there is one, state, cause or direction. */
  private static Map<String, Double> sums(ReceivedRequest request) {
    Map<String, Double> sums = new LinkedHashMap<>();
    for (Metric metric : request.metrics()) {
      List<NumberDataPoint> points = new ArrayList<>(metric.getSum().getDataPointsList());
      points.addAll(metric.getGauge().getDataPointsList());
      for (NumberDataPoint point : points) {
        String kind =
            point.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().matches(".*\\.(state|cause|direction)"))
                .map(KeyValue::getValue)
                .map(value -> " " + value.getStringValue())
                .findFirst()
                .orElse("");
        sums.merge(metric.getName() + kind, point.getAsInt() + point.getAsDouble(), Double::sum);
      }
    }
    return sums;
  }

  @Test
  @Order(3)
  void rulesOfTheApplication_areRead() {
    RECEIVER.awaitAny(request -> request.metric("stock.compilation.duration").isPresent(), SOON);
    List<String> warnings =
        server.lines().stream().filter(line -> line.contains("MBean rules of")).toList();
    assertEquals(1, warnings.size(), warnings + "");
    assertTrue(
        warnings.get(0).contains("stock-rules.yaml: rule 2 is left out, line 10: key colour"),
        warnings.get(0));
    assertEquals(
        List.of(),
        server.lines().stream()
            .filter(line -> line.contains("has no value (") || line.contains("reports nothing"))
            .toList());
  }

  @Test
  @Order(4)
  void jvm_isReportedByOneApplicationAndThenByAnother() {
    WebArchive till = Wars.till("till");
    server.deploy(till, "till");
    RECEIVER.awaitAny(r -> isOf(r, "till") && r.metric("till.cash").isPresent(), SOON);
    RECEIVER.clear();
    RECEIVER.await(all -> all.stream().filter(r -> isOf(r, "till")).count() >= 2, SOON);
    assertTrue(
        RECEIVER.requests().stream()
            .filter(r -> isOf(r, "till"))
            .noneMatch(r -> r.metric("jvm.class.count").isPresent()));
    RECEIVER.awaitAny(r -> isOf(r, "stock") && r.metric("jvm.class.count").isPresent(), SOON);

    WebArchive also =
        Wars.configured(Wars.till("also"), Map.of("otel.metrics.ee.jvm.reported", "always"));
    server.deploy(also, "till");
    RECEIVER.awaitAny(r -> isOf(r, "also") && r.metric("jvm.class.count").isPresent(), SOON);
    RECEIVER.clear();
    RECEIVER.awaitAny(r -> isOf(r, "stock") && r.metric("jvm.class.count").isPresent(), SOON);
    server.undeploy(also, "till");

    server.undeploy(WAR, "stock");
    RECEIVER.awaitAny(
        r -> isOf(r, "till") && r.metric("jvm.class.count").isPresent(), SOONER_THAN_A_LEASE_ENDS);
  }

  private static boolean isOf(ReceivedRequest request, String application) {
    return request.resourceAttribute("service.name").filter(application::equals).isPresent();
  }
}
