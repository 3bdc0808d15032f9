package ee.otel.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.exemplar.SpanSource;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Views as the application gives them, up to the points that come of them. */
class ConfiguredViewsTest {
  private static final Attributes BOTH =
      Attributes.of(AttributeKey.stringKey("route"), "/", AttributeKey.stringKey("user"), "me");

  private final RecordedLog log = new RecordedLog();
  private final Map<String, String> config =
      new HashMap<>(Map.of("otel.metrics.ee.self.observability", "false"));
  private final Beans<View> beans = new Beans<>();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void configuredView_shapesItsStream() {
    configure(
        "v",
        Map.of(
            "selector.instrument-name", "latency",
            "stream.name", "renamed",
            "stream.description", "other words",
            "stream.boundaries", "1,10",
            "stream.record-min-max", "false",
            "stream.attribute-keys.included", "route"));
    OtelMetrics metrics = metrics();
    meter(metrics).histogramBuilder("latency").build().record(5, BOTH);

    MetricSnapshot metric = only(metrics);
    assertEquals("renamed", metric.name());
    assertEquals("other words", metric.description());
    HistogramPoint point = ((MetricData.Histogram) metric.data()).points().get(0);
    assertEquals(List.of(1d, 10d), Arrays.stream(point.boundaries()).boxed().toList());
    assertEquals(
        Attributes.of(AttributeKey.stringKey("route"), "/"), point.attributes().attributes());
    assertEquals(List.of(), log.warnings());
  }

  @Test
  void configuredExponentialView_hasItsScale() {
    configure(
        "v",
        Map.of(
            "selector.instrument-type", "histogram",
            "stream.aggregation", "base2_exponential_bucket_histogram",
            "stream.max-scale", "3"));
    OtelMetrics metrics = metrics();
    meter(metrics).histogramBuilder("latency").build().record(5);

    ExponentialHistogramPoint point =
        ((MetricData.ExponentialHistogram) only(metrics).data()).points().get(0);
    assertEquals(3, point.scale());
  }

  @Test
  void configuredLimit_makesAnOverflowPoint() {
    configure(
        "v", Map.of("selector.instrument-name", "*", "stream.aggregation-cardinality-limit", "1"));
    OtelMetrics metrics = metrics();
    var orders = meter(metrics).counterBuilder("orders").build();
    orders.add(1);
    orders.add(1, BOTH);
    orders.add(1, Attributes.of(AttributeKey.stringKey("user"), "you"));

    assertEquals(2, ((MetricData.Sum) only(metrics).data()).points().size());
  }

  @Test
  void configuredDrop_leavesNothing() {
    configure("v", Map.of("selector.meter-name", "sh*", "stream.aggregation", "drop"));
    OtelMetrics metrics = metrics();
    meter(metrics).counterBuilder("orders").build().add(1);

    assertEquals(List.of(), metrics.readers().get(0).peek());
  }

  @ParameterizedTest
  @EnumSource(InstrumentKind.class)
  void configuredInstrumentType_selectsThatKindOnly(InstrumentKind type) {
    configure("v", Map.of("selector.instrument-type", type.name(), "stream.aggregation", "drop"));
    OtelMetrics metrics = metrics();
    Meter meter = meter(metrics);
    meter.counterBuilder("counter").build().add(1);
    meter.upDownCounterBuilder("up_down_counter").build().add(1);
    meter.histogramBuilder("histogram").build().record(1);
    meter.gaugeBuilder("gauge").build().set(1);
    meter.counterBuilder("observable_counter").buildWithCallback(m -> m.record(1));
    meter.upDownCounterBuilder("observable_up_down_counter").buildWithCallback(m -> m.record(1));
    meter.gaugeBuilder("observable_gauge").buildWithCallback(m -> m.record(1));

    List<String> left = metrics.readers().get(0).peek().stream().map(MetricSnapshot::name).toList();
    assertEquals(6, left.size());
    assertTrue(left.stream().noneMatch(type.name()::equalsIgnoreCase), () -> "" + left);
  }

  @Test
  void beanAndConfiguration_areViewsAlike() {
    beans.add(null, () -> view().name("of a bean").build());
    configure("v", Map.of("selector.instrument-name", "orders", "stream.name", "configured"));

    assertEquals(List.of("of a bean", "configured"), namesOfOrders());
  }

  @Test
  void composed_configurationOverridesBeansAndALaterIdAnEarlierOne() {
    config.put("otel.metrics.views.matching-mode", "composable");
    beans.add("b", () -> view().name("orders").description("b").build());
    beans.add("a", () -> view().description("a").build());
    assertEquals("b", descriptionOfOrders());

    configure("2", Map.of("selector.instrument-name", "orders", "stream.description", "2"));
    configure("1", Map.of("selector.instrument-name", "orders", "stream.description", "1"));
    assertEquals("2", descriptionOfOrders());
  }

  @Test
  void beanThatCannotBeMade_isLeftOut() {
    beans.add("broken", () -> View.of(InstrumentSelector.named("*")).name("all").build());
    beans.add("nothing", () -> null);
    beans.add("whole", () -> view().name("whole").build());

    assertEquals(List.of("whole"), namesOfOrders());
    assertEquals(2, log.warnings().size());
    assertTrue(log.warnings().get(0).contains("full name"), log.warnings().get(0));
    assertTrue(log.warnings().get(1).contains("it is null"), log.warnings().get(1));
  }

  private void configure(String id, Map<String, String> settings) {
    settings.forEach((key, value) -> config.put("otel.metrics.views." + id + "." + key, value));
  }

  private static View.Builder view() {
    return View.of(InstrumentSelector.named("orders"));
  }

  private List<String> namesOfOrders() {
    return orders().stream().map(MetricSnapshot::name).toList();
  }

  private String descriptionOfOrders() {
    List<MetricSnapshot> orders = orders();
    assertEquals(1, orders.size());
    return orders.get(0).description();
  }

  private List<MetricSnapshot> orders() {
    OtelMetrics metrics = metrics();
    meter(metrics).counterBuilder("orders").build().add(1);
    return metrics.readers().get(0).peek();
  }

  private OtelMetrics metrics() {
    Health health = new Health(System::nanoTime);
    MetricsProducer producer = new MetricsProducer();
    PlugIns plugIns =
        producer.plugIns(
            beans,
            new Beans<>(),
            new Beans<>(),
            new Beans<>(),
            new Beans<>(),
            new Beans<>(),
            new Beans<>(),
            ConfigReader.of(config, health),
            health);
    return producer.metrics(
        ConfigReader.of(config, health),
        ConfigReader.of(config, health).sdk(),
        Resource.EMPTY,
        health,
        new Losses(),
        plugIns,
        SpanSource.CONTEXT,
        ConfiguredViewsTest::begin);
  }

  private static boolean begin(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
    return true;
  }

  private static Meter meter(OtelMetrics metrics) {
    return metrics.meterProvider().get("shop");
  }

  private static MetricSnapshot only(OtelMetrics metrics) {
    List<MetricSnapshot> collected = metrics.readers().get(0).peek();
    assertEquals(1, collected.size());
    return collected.get(0);
  }
}
