package ee.otel.metrics.internal.prometheus;

import static ee.otel.metrics.internal.prometheus.Metrics.NOBODY;
import static ee.otel.metrics.internal.prometheus.Metrics.buckets;
import static ee.otel.metrics.internal.prometheus.Metrics.config;
import static ee.otel.metrics.internal.prometheus.Metrics.counter;
import static ee.otel.metrics.internal.prometheus.Metrics.exemplar;
import static ee.otel.metrics.internal.prometheus.Metrics.gauge;
import static ee.otel.metrics.internal.prometheus.Metrics.histogram;
import static ee.otel.metrics.internal.prometheus.Metrics.metric;
import static ee.otel.metrics.internal.prometheus.Metrics.of;
import static ee.otel.metrics.internal.prometheus.Metrics.openMetrics;
import static ee.otel.metrics.internal.prometheus.Metrics.point;
import static ee.otel.metrics.internal.prometheus.Metrics.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Specification: <em>Prometheus and OpenMetrics Compatibility</em>, rule by rule. */
class ExpositionTest {
  private static final Format OPEN_METRICS = openMetrics(Escaping.UNDERSCORES);
  private static final Attributes NONE = Attributes.empty();

  @Test
  void openMetrics_isAsItsSpecificationWantsIt() {
    MetricSnapshot orders =
        counter(
            "shop.orders", "{order}", point(2, of("shop.payment", "card"), exemplar(1, 0, NONE)));
    MetricSnapshot queue = gauge("shop.queue", "By", point(7, NONE));
    MetricSnapshot latency =
        histogram(
            "latency",
            buckets(
                new double[] {0.5, 1}, new long[] {3, 2, 1}, true, 4.5, exemplar(0.7, 0, NONE)));
    assertEquals(
        """
        # TYPE shop_orders counter
        # HELP shop_orders About shop.orders
        shop_orders_total{shop_payment="card"} 2.0 # {span_id="b7ad6b7169203331",trace_id="0af7651916cd43dd8448eb211c80319c"} 1.0 1604679251.009
        # TYPE shop_queue_bytes gauge
        # UNIT shop_queue_bytes bytes
        # HELP shop_queue_bytes About shop.queue
        shop_queue_bytes 7.0
        # TYPE latency_seconds histogram
        # UNIT latency_seconds seconds
        # HELP latency_seconds About latency
        latency_seconds_bucket{le="0.5"} 3
        latency_seconds_bucket{le="1.0"} 5 # {span_id="b7ad6b7169203331",trace_id="0af7651916cd43dd8448eb211c80319c"} 0.7 1604679251.009
        latency_seconds_bucket{le="+Inf"} 6
        latency_seconds_count 6
        latency_seconds_sum 4.5
        # EOF
        """,
        text(config(), OPEN_METRICS, orders, queue, latency));
  }

  @Test
  void text_hasNoUnitsAndNoExemplars() {
    MetricSnapshot orders = counter("shop.orders", "By", point(2, NONE, exemplar(1, 0, NONE)));
    assertEquals(
        """
        # TYPE shop_orders_bytes_total counter
        # HELP shop_orders_bytes_total About shop.orders
        shop_orders_bytes_total 2.0
        """,
        text(config(), Format.DEFAULT, orders));
  }

  @Test
  void upDownCounter_isAGauge() {
    MetricSnapshot metric =
        metric(
            "x", "", new MetricData.Sum(List.of(point(-1, NONE)), Temporality.CUMULATIVE, false));
    assertEquals(
        "# TYPE x gauge\n# HELP x About x\nx -1.0\n", text(config(), Format.DEFAULT, metric));
  }

  @Test
  void delta_isLeftOutWithAWarning() {
    MetricSnapshot metric =
        metric("x", "", new MetricData.Sum(List.of(point(1, NONE)), Temporality.DELTA, true));
    try (RecordedLog log = new RecordedLog()) {
      assertEquals("", text(config(), Format.DEFAULT, metric));
      assertEquals(
          List.of(
              "Metric x is left out of scrapes: it has delta temporality, and Prometheus needs"
                  + " cumulative points."),
          log.warnings());
    }
  }

  @Test
  void gauge_hasNoExemplars() {
    String text =
        text(config(), OPEN_METRICS, gauge("x", "", point(1, NONE, exemplar(1, 0, NONE))));
    assertTrue(text.contains("\nx 1.0\n"), text);
  }

  @Test
  void histogramWithoutSum_hasNoCountInOpenMetricsOnly() {
    MetricSnapshot metric = histogram("x", buckets(new double[] {1}, new long[] {1, 1}, false, 0));
    assertEquals(
        List.of("x_seconds_bucket{le=1.0}", "x_seconds_bucket{le=Infinity}"),
        List.copyOf(Scraped.of(text(config(), OPEN_METRICS, metric)).samples().keySet()));
    assertEquals(
        2.0, Scraped.of(text(config(), Format.DEFAULT, metric)).samples().get("x_seconds_count{}"));
  }

  @Test
  void histogramWithANegativeBound_hasNoSumInOpenMetrics() {
    MetricSnapshot metric = histogram("x", buckets(new double[] {-1}, new long[] {1, 1}, true, -5));
    assertTrue(!text(config(), OPEN_METRICS, metric).contains("_sum"));
    assertTrue(text(config(), Format.DEFAULT, metric).contains("x_seconds_sum -5.0\n"));
  }

  @Test
  void counterWithoutSuffix_isUnknownToOpenMetrics() {
    MetricSnapshot metric = counter("foo.bar", "By", point(1, NONE, exemplar(1, 0, NONE)));
    assertEquals(
        """
        # TYPE "foo.bar" unknown
        # HELP "foo.bar" About foo.bar
        {"foo.bar"} 1.0
        # EOF
        """,
        text(
            config("translation.strategy", "NoTranslation"),
            openMetrics(Escaping.ALLOW_UTF_8),
            metric));
    assertTrue(
        text(config("translation.strategy", "NoTranslation"), Format.DEFAULT, metric)
            .startsWith("# TYPE foo_bar counter\n"));
  }

  @Test
  void quotedNames_standInTheBraces() {
    String text =
        text(
            config("translation.strategy", "NoUTF8EscapingWithSuffixes"),
            openMetrics(Escaping.ALLOW_UTF_8),
            histogram("a.b", buckets(new double[] {}, new long[] {1}, true, 1)),
            counter("c.d", "", point(1, of("e.f", "g\"h\\i\nj"))));
    assertTrue(text.contains("{\"a.b_seconds_bucket\",le=\"+Inf\"} 1\n"), text);
    assertTrue(text.contains("{\"a.b_seconds_sum\"} 1.0\n"), text);
    assertTrue(text.contains("{\"c.d_total\",\"e.f\"=\"g\\\"h\\\\i\\nj\"} 1.0\n"), text);
  }

  @Test
  void escapedCounter_keepsTheSuffixOfItsKind() {
    String text =
        text(
            config("translation.strategy", "NoUTF8EscapingWithSuffixes"),
            openMetrics(Escaping.VALUES),
            counter("c.d", "By", point(1, NONE)));
    assertTrue(text.startsWith("# TYPE U__c_2e_d__bytes_ counter\n"), text);
    assertTrue(text.contains("\nU__c_2e_d__bytes__total 1.0\n"), text);
  }

  @Test
  void scope_isOnEverySample() {
    Scope scope =
        new Scope(
            "shop", "1.2", "https://schema", of("team", "a", "name", "evil", "schema.url", "evil"));
    MetricSnapshot metric =
        new MetricSnapshot(scope, "x", "", "", new MetricData.Gauge(List.of(point(1, NONE))));
    assertEquals(
        "# TYPE x gauge\n"
            + "x{otel_scope_name=\"shop\",otel_scope_schema_url=\"https://schema\","
            + "otel_scope_team=\"a\",otel_scope_version=\"1.2\"} 1.0\n",
        text(config("scope.info", "true"), Format.DEFAULT, metric));
  }

  @Test
  void labelsThatCollide_areJoinedInTheOrderOfTheirKeys() {
    MetricSnapshot metric = gauge("x", "", point(1, of("a.b", "3", "a-b", "2", "a b", "1")));
    assertTrue(text(config(), Format.DEFAULT, metric).contains("x{a_b=\"1;2;3\"} 1.0\n"));
    MetricSnapshot named = gauge("x", "", point(1, of("otel_scope_name", "mine")));
    assertTrue(
        text(config("scope.info", "true"), Format.DEFAULT, named)
            .contains("x{otel_scope_name=\"shop;mine\"} 1.0\n"));
  }

  @Test
  void labelNames_areThoseThatPrometheusTakes() {
    MetricSnapshot metric =
        gauge("x", "", point(1, of("2xx", "a", "__name__", "b", "c:d", "e", "f..g", "h")));
    assertTrue(
        text(config(), Format.DEFAULT, metric)
            .contains("x{_name_=\"b\",c_d=\"e\",f_g=\"h\",key_2xx=\"a\"} 1.0\n"));
    assertTrue(
        text(
                config("translation.strategy", "NoTranslation"),
                openMetrics(Escaping.ALLOW_UTF_8),
                metric)
            .contains("x{\"2xx\"=\"a\",_name__=\"b\",\"c:d\"=\"e\",\"f..g\"=\"h\"} 1.0\n"));
  }

  @Test
  void boundOfABucket_isNoAttribute() {
    var point = buckets(new double[] {}, new long[] {1}, true, 1);
    MetricSnapshot metric =
        histogram(
            "x",
            point.with(
                new ee.otel.metrics.data.PointAttributes(of("le", "mine")),
                point.startNanos(),
                point.timeNanos(),
                List.of()));
    assertTrue(
        text(config(), Format.DEFAULT, metric)
            .contains("x_seconds_bucket{exported_le=\"mine\",le=\"+Inf\"} 1\n"));
  }

  @Test
  void values_areTextAsTheSpecificationWritesThem() {
    Attributes attributes =
        Attributes.builder()
            .put("bool", true)
            .put("double", 1.5)
            .put("doubles", 1.5, Double.NaN, Double.NEGATIVE_INFINITY)
            .put("long", -3)
            .put("strings", "a\"b", "c\u0001")
            .put("text", "t")
            .build();
    assertEquals(
        "# TYPE x gauge\n# HELP x About x\n"
            + "x{bool=\"true\",double=\"1.5\",doubles=\"[1.5,\\\"NaN\\\",\\\"-Infinity\\\"]\","
            + "long=\"-3\",strings=\"[\\\"a\\\\\\\"b\\\",\\\"c\\\\u0001\\\"]\",text=\"t\"} 1.0\n",
        text(config(), Format.DEFAULT, gauge("x", "", point(1, attributes))));
  }

  @Test
  void targetInfo_tellsTheResourceOnce() {
    Resource resource = new Resource(of("service.name", "shop", "host.id", "h"), null);
    assertEquals(
        """
        # TYPE target info
        # HELP target Target metadata
        target_info{host_id="h",service_name="shop"} 1
        # EOF
        """,
        text(resource, config("target.info", "true"), OPEN_METRICS, List.of()));
    assertEquals(
        """
        # TYPE target_info gauge
        # HELP target_info Target metadata
        target_info{host_id="h",service_name="shop"} 1
        """,
        text(resource, config("target.info", "true"), Format.DEFAULT, List.of()));
    assertEquals("", text(NOBODY, config("target.info", "true"), Format.DEFAULT, List.of()));
  }

  @Test
  void targetInfo_isNobodyElse() {
    Resource resource = new Resource(of("service.name", "shop"), null);
    MetricSnapshot impostor = gauge("target.info", "", point(5, NONE));
    String text = text(resource, config("target.info", "true"), OPEN_METRICS, List.of(impostor));
    assertEquals(1.0, Scraped.of(text).samples().get("target_info{service_name=shop}"));
    assertTrue(!text.contains("5.0"), text);
  }

  @Test
  void resourceAttributes_areLabelsWhereTheyAreWanted() {
    Resource resource =
        new Resource(of("service.name", "shop", "host.id", "h", "host.name", "n"), null);
    String text =
        text(
            resource,
            config(
                "resource.constant.labels.included", "host.*,service.name",
                "resource.constant.labels.excluded", "host.name"),
            Format.DEFAULT,
            List.of(gauge("x", "", point(1, of("service.name", "other")))));
    assertTrue(text.contains("x{host_id=\"h\",service_name=\"shop;other\"} 1.0\n"), text);
  }

  @Test
  void metricsOfOneNameAndType_areOneFamily() {
    MetricSnapshot other =
        new MetricSnapshot(
            Scope.named("other"),
            "a.b",
            "Another",
            "",
            new MetricData.Gauge(List.of(point(2, NONE))));
    try (RecordedLog log = new RecordedLog()) {
      assertEquals(
          """
          # TYPE a_b gauge
          # HELP a_b About a_b
          a_b{otel_scope_name="shop"} 1.0
          a_b{otel_scope_name="other"} 2.0
          """,
          text(
              config("scope.info", "true"),
              Format.DEFAULT,
              gauge("a_b", "", point(1, NONE)),
              other));
      assertEquals(1, log.warnings().size());
    }
  }

  @Test
  void metricOfAnotherType_isLeftOut() {
    try (RecordedLog log = new RecordedLog()) {
      String text =
          text(
              config(),
              OPEN_METRICS,
              gauge("a", "", point(1, NONE)),
              counter("a", "", point(2, NONE)),
              histogram("h", buckets(new double[] {}, new long[] {1}, true, 1)),
              gauge("h.seconds.sum", "", point(3, NONE)));
      assertEquals(
          List.of("a{}", "h_seconds_bucket{le=Infinity}", "h_seconds_count{}", "h_seconds_sum{}"),
          List.copyOf(Scraped.of(text).samples().keySet()));
      assertEquals(2, log.warnings().size());
    }
  }

  @Test
  void name_keepsItsTypeFromScrapeToScrape() {
    Exposition exposition = new Exposition(NOBODY, config(), new Health(System::nanoTime));
    MetricSnapshot first = gauge("a.b", "", point(1, NONE));
    MetricSnapshot second = histogram("a.b", buckets(new double[] {}, new long[] {1}, true, 1));
    MetricSnapshot later = gauge("a.b.seconds", "", point(7, NONE));
    exposition.encode(List.of(first, second), Format.DEFAULT);
    String text =
        new String(
            exposition.encode(List.of(later, second), Format.DEFAULT), StandardCharsets.UTF_8);
    assertTrue(text.startsWith("# TYPE a_b_seconds histogram\n"), text);
    assertTrue(!text.contains("7.0"), text);
  }

  @Test
  void seriesWithTheSameLabels_areShownOnce() {
    Attributes number = Attributes.of(AttributeKey.longKey("a"), 1L);
    try (RecordedLog log = new RecordedLog()) {
      String text =
          text(
              config(),
              Format.DEFAULT,
              gauge(
                  "x",
                  "",
                  point(1, number),
                  point(2, of("a", "1")),
                  point(3, NONE),
                  point(4, of("b", ""))));
      assertEquals(List.of("x{a=1}", "x{}"), List.copyOf(Scraped.of(text).samples().keySet()));
      assertEquals(1, log.warnings().size());
    }
  }

  @Test
  void began_isToldWhereItIsAskedFor() {
    String text =
        text(
            config("created", "true"),
            OPEN_METRICS,
            counter("x", "", point(1, NONE)),
            gauge("g", "", point(1, NONE)),
            histogram("h", buckets(new double[] {}, new long[] {1}, true, 1)));
    assertTrue(text.contains("\nx_created 1604679250.009\n"), text);
    assertTrue(text.contains("\nh_seconds_created 1604679250.009\n"), text);
    assertTrue(!text.contains("g_created"), text);
    assertTrue(
        !text(config("created", "true"), Format.DEFAULT, counter("x", "", point(1, NONE)))
            .contains("_created"));
  }

  @Test
  void exemplar_isTheLatestOfItsBucketWithLabelsThatFit() {
    Attributes filtered =
        of("a", "x".repeat(40), "b", "y".repeat(30), "c", "z", "trace.id", "mine");
    MetricSnapshot metric =
        histogram(
            "h",
            buckets(
                new double[] {1},
                new long[] {2, 1},
                true,
                3,
                exemplar(0.2, 5, filtered),
                exemplar(0.3, 1, NONE),
                exemplar(1, 4, NONE)));
    List<String> exemplars =
        List.copyOf(Scraped.of(text(config(), OPEN_METRICS, metric)).exemplars());
    assertEquals(
        List.of(
            "h_seconds_bucket{le=1.0} # {a=\""
                + "x".repeat(40)
                + "\",c=\"z\","
                + "span_id=\"b7ad6b7169203331\",trace_id=\"0af7651916cd43dd8448eb211c80319c\"}"
                + " 0.2 1604679251.014"),
        exemplars);
  }

  @Test
  void hostileText_breaksNoLine() {
    String hostile = "a\"b\\c\nd\u0000e\uD800f\rg}h{i#j";
    MetricSnapshot metric =
        new MetricSnapshot(
            Scope.named(hostile),
            "x" + hostile,
            hostile,
            hostile,
            new MetricData.Gauge(List.of(point(1, of(hostile, hostile)))));
    for (Escaping escaping : Escaping.values()) {
      String text =
          text(
              NOBODY,
              config("translation.strategy", "NoTranslation", "scope.info", "true"),
              openMetrics(escaping),
              List.of(metric));
      Scraped scraped = Scraped.of(text);
      assertEquals(1, scraped.samples().size());
      assertTrue(scraped.samples().keySet().iterator().next().contains("a\"b\\c\nd\uFFFDe\uFFFDf"));
      assertTrue(text.indexOf(0) < 0);
    }
  }
}
