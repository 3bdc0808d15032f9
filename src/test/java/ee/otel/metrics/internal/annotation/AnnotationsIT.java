package ee.otel.metrics.internal.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.internal.advice.BucketBoundaries;
import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
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
                BenchSession.class,
                BenchApplication.class,
                io.opentelemetry.instrumentation.annotations.Counted.class)
            .addAsLibrary(micrometer);
    server =
        ServerProcess.start(
            Server.ofTheBuild(),
            Launch.of(war, "bench/ready")
                .with("otel.exporter.otlp.metrics.endpoint", RECEIVER.metricsEndpoint())
                .with("otel.metric.export.interval", 1000));
    assertEquals("worked\n", server.application().get("bench").body());
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

  @Test
  void parametersAndStaticAttributes_becomeAttributes() {
    Map<String, Long> once =
        Map.of("{bench=oak, job=SAW, parts=3}", 1L, "{bench=oak, job=PLANE, parts=4}", 1L);
    Metric jobs = await("bench.jobs");
    assertEquals(once, sums(jobs));
    assertEquals("{job} Jobs done.", jobs.getUnit() + " " + jobs.getDescription());
    Metric durations = await("bench.job.duration");
    assertEquals(once, counts(durations));
    assertEquals("s Duration of jobs.", durations.getUnit() + " " + durations.getDescription());
  }

  @Test
  void durations_haveBoundariesForSeconds() {
    assertEquals(
        BucketBoundaries.SECONDS,
        await("bench.job.duration").getHistogram().getDataPoints(0).getExplicitBoundsList());
  }

  @Test
  void returnValue_becomesAnAttribute() {
    assertEquals(Map.of("{result=good}", 1L), sums(await("bench.results")));
  }

  @Test
  void exception_isTheErrorType() {
    assertEquals(
        Map.of("{error.type=java.lang.IllegalArgumentException}", 1L),
        counts(await("bench.failures")));
  }

  @Test
  void stages_areMeasuredToTheirCompletion() {
    assertEquals(
        Map.of("{}", 2L, "{error.type=java.lang.IllegalStateException}", 1L),
        counts(await("bench.stage")));
  }

  @Test
  void futures_areMeasuredToTheirCompletion() {
    assertTakes(0.25, await("bench.future"));
    assertTakes(0.15, await("ejb.asynchronous"));
  }

  private static void assertTakes(double seconds, Metric metric) {
    assertEquals(Map.of("{}", 1L), counts(metric));
    double sum = metric.getHistogram().getDataPoints(0).getSum();
    assertTrue(sum >= seconds && sum < 20, () -> metric.getName() + " took " + sum);
  }

  @Test
  void packagePrivateMethod_isCounted() {
    assertEquals(Map.of("{}", 1L), sums(await("bench.package.private")));
  }

  @Test
  void whatInterceptorsCannotSee_isNotCounted() {
    ReceivedRequest request =
        RECEIVER.awaitAny(received -> received.metric("Bench.counted").isPresent(), SOON);
    assertTrue(request.metric("bench.self.invoked").isEmpty(), request::toString);
    assertTrue(request.metric("bench.private").isEmpty(), request::toString);
  }

  @Test
  void privateMethod_isOneWarningThatNamesIt() {
    List<String> warnings =
        server.lines().stream().filter(line -> line.contains("Bench.hidden()")).toList();
    assertEquals(1, warnings.size(), warnings::toString);
    assertTrue(warnings.get(0).contains("it is private"), warnings::toString);
  }

  @Test
  void gauges_areObserved() {
    Metric level = await("bench.level");
    assertEquals(80.0, level.getGauge().getDataPoints(0).getAsDouble());
    assertEquals("cm Height of the bench.", level.getUnit() + " " + level.getDescription());
    await("ejb.scheduled.times", metric -> metric.getGauge().getDataPoints(0).getAsDouble() >= 2);
  }

  @Test
  void micrometersAnnotations_areMeasuredUnderTheirNamesAndTags() {
    String where = "class=" + Bench.class.getName();
    assertEquals(
        Map.of("{" + where + ", exception=none, method=micrometerTimed, tool=chisel}", 1L),
        counts(await("bench.micrometer.timed")));
    assertEquals(
        Map.of(
            "{"
                + where
                + ", exception=IllegalStateException, method=micrometerCounted, result=failure}",
            1L),
        sums(await("bench.micrometer.counted")));
  }

  @Test
  void openTelemetrysAnnotation_isCountedUnderItsName() {
    assertEquals(Map.of("{}", 1L), sums(await("Bench.openTelemetry")));
  }

  @Test
  void ejb_isCounted() {
    assertEquals(Map.of("{}", 1L), sums(await("ejb.counted")));
  }

  @Test
  void passivatingBean_isCounted() {
    assertEquals(Map.of("{}", 1L), sums(await("session.counted")));
  }

  @Test
  void timersOfEjbs_areMeasured() {
    await("ejb.scheduled", metric -> metric.getHistogram().getDataPoints(0).getCount() >= 2);
    assertEquals(Map.of("{}", 1L), sums(await("ejb.timeout")));
  }

  @Test
  void classLevel_countsEachMethod() {
    assertEquals(Map.of("{}", 1L), sums(await("BenchClass.first")));
    assertEquals(Map.of("{}", 1L), sums(await("BenchClass.second")));
  }

  @Test
  void constructor_isCountedAndTimed() {
    assertEquals(Map.of("{}", 1L), sums(await("BenchConstructor.new")));
    assertEquals(Map.of("{}", 1L), counts(await("bench.constructor")));
  }

  @Test
  void resourceWithoutScope_isCounted() {
    assertEquals(Map.of("{}", 1L), sums(await("rest.counted")));
  }
}
