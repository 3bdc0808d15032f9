package ee.otel.metrics.internal.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.server.Launch;
import ee.otel.metrics.server.Server;
import ee.otel.metrics.server.ServerProcess;
import ee.otel.metrics.server.Wars;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Annotated beans, EJBs and resources on a server: counts and times arrive as they happened. */
class AnnotationsIT {
  private static final OtlpReceiver RECEIVER = OtlpReceiver.start();
  private static final Duration SOON = Duration.ofSeconds(30);
  private static ServerProcess server;

  @BeforeAll
  static void start() throws Exception {
    File micrometer =
        new File(
            io.micrometer.core.annotation.Timed.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    WebArchive war =
        Wars.withProduct(
                "bench",
                Bench.class,
                Bench.Job.class,
                BenchEjb.class,
                BenchTimers.class,
                BenchClass.class,
                BenchConstructor.class,
                BenchResource.class,
                BenchApplication.class,
                io.opentelemetry.instrumentation.annotations.Counted.class)
            .addAsLibrary(micrometer);
    server =
        ServerProcess.start(
            Server.ofTheBuild(),
            Launch.of(war, "bench")
                .with("otel.exporter.otlp.metrics.endpoint", RECEIVER.metricsEndpoint())
                .with("otel.metric.export.interval", 1000));
  }

  @AfterAll
  static void close() {
    if (server != null) {
      server.close();
    }
    RECEIVER.close();
  }

  private static Metric await(String name, Predicate<Metric> condition) {
    return RECEIVER
        .awaitAny(request -> request.metric(name).filter(condition).isPresent(), SOON)
        .metric(name)
        .orElseThrow();
  }

  private static Metric await(String name) {
    return await(name, metric -> true);
  }

  /** The sum of each series, by its attributes as text. */
  private static Map<String, Long> sums(Metric metric) {
    Map<String, Long> sums = new TreeMap<>();
    for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
      sums.put(text(point.getAttributesList()), point.getAsInt());
    }
    return sums;
  }

  /** The count of each series, by its attributes as text. */
  private static Map<String, Long> counts(Metric metric) {
    Map<String, Long> counts = new TreeMap<>();
    for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
      counts.put(text(point.getAttributesList()), point.getCount());
    }
    return counts;
  }

  private static String text(List<KeyValue> attributes) {
    Map<String, String> sorted = new TreeMap<>();
    for (KeyValue attribute : attributes) {
      sorted.put(
          attribute.getKey(),
          attribute.getValue().hasIntValue()
              ? Long.toString(attribute.getValue().getIntValue())
              : attribute.getValue().getStringValue());
    }
    return sorted.toString();
  }

  @Test
  void countedBean_isCountedByClassAndMethod() {
    Metric metric = await("Bench.counted");
    assertEquals(Map.of("{}", 2L), sums(metric));
    assertEquals("{invocation}", metric.getUnit());
  }
}
