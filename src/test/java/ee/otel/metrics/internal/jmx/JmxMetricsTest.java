package ee.otel.metrics.internal.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.internal.jmx.JmxMetrics.JmxOptions;
import io.opentelemetry.api.common.Attributes;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JmxMetricsTest {
  private static final Duration DELAY = Duration.ofMinutes(1);

  @TempDir private Path directory;

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final OtelMetrics sdk = OtelMetrics.builder().build();
  private final AtomicLong clock = new AtomicLong();
  private final List<String> warnings = new ArrayList<>();

  @AfterEach
  void shutDown() {
    sdk.shutdown();
  }

  private JmxMetrics start(String rules) {
    return start(new JmxOptions(List.of(file(rules)), List.of(), DELAY), server);
  }

  private JmxMetrics start(JmxOptions options, MBeanServer server) {
    JmxMetrics metrics =
        JmxMetrics.start(
            sdk.meterProvider().get("jmx"),
            options,
            JmxMetricsTest.class.getClassLoader(),
            server,
            clock::get,
            warnings::add);
    collected(); // finds what is there
    return metrics;
  }

  private String file(String rules) {
    try {
      return Files.writeString(directory.resolve("rules.yaml"), rules).toString();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Registers an MBean of these attributes, whose values may be exchanged. */
  private Map<String, Object> shelf(String name, Map<String, ?> attributes) {
    Map<String, Object> live = new HashMap<>(attributes);
    try {
      server.registerMBean(new Shelf(live), new ObjectName("test:type=Shelf,name=" + name));
    } catch (JMException e) {
      throw new AssertionError(e);
    }
    return live;
  }

  private void remove(String name) {
    try {
      server.unregisterMBean(new ObjectName("test:type=Shelf,name=" + name));
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }

  private Collected collected() {
    return Collected.peek(sdk);
  }

  private static Attributes of(String... keysAndValues) {
    var attributes = Attributes.builder();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      attributes.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return attributes.build();
  }

  @Test
  void mapping_isAMetricOfItsTypeUnitAndDescription() {
    shelf("a", Map.of("Size", 3, "Load", 0.5, "Sold", 7L, "Waited", 1500L, "Full", "42"));
    start(
        """
        rules:
          - bean: test:type=Shelf,name=a
            prefix: shelf.
            mapping:
              Size:
                metric: size
                type: updowncounter
                unit: "{item}"
                desc: Items there
              Load:
                metric: load
                unit: '1'
              Sold:
                metric: sold
                type: counter
                unit: "{item}"
              Waited:
                metric: waited
                type: counter
                sourceUnit: ms
                unit: s
              Full:
                metric: full
                unit: '%'
        """);
    Collected collected = collected();
    assertEquals(3, collected.value("shelf.size"));
    assertEquals("{item}", collected.metric("shelf.size").unit());
    assertEquals("Items there", collected.metric("shelf.size").description());
    assertEquals("told: Load", collected.metric("shelf.load").description());
    assertEquals(0.5, collected.doubleValue("shelf.load"));
    assertEquals(7, collected.value("shelf.sold"));
    assertEquals(1.5, collected.doubleValue("shelf.waited"));
    assertEquals(42, collected.value("shelf.full"), "a number told as text");
    assertTrue(collected.metric("shelf.load").data() instanceof MetricData.Gauge);
    assertTrue(
        collected.metric("shelf.sold").data() instanceof MetricData.Sum sum && sum.monotonic());
    assertTrue(
        collected.metric("shelf.size").data() instanceof MetricData.Sum sum && !sum.monotonic());
    assertEquals(NumberType.LONG, ((NumberPoint) collected.point("shelf.size")).type());
    assertEquals(NumberType.DOUBLE, ((NumberPoint) collected.point("shelf.waited")).type());
    assertEquals(List.of(), warnings);
  }

  @Test
  void attributes_comeFromTheNameTheMBeanAndTheRule() {
    shelf("resources/x", Map.of("Size", 1, "Kind", "HEAP", "Open", true));
    start(
        """
        rules:
          - bean: test:type=Shelf,name=*
            unit: "{item}"
            metricAttribute:
              name: stripprefix(resources/, param(name))
              kind: lowercase(beanattr(Kind))
              open: beanattr(Open)
              none: beanattr(Missing)
              void: param(missing)
            mapping:
              Size:
                metric: size
                metricAttribute:
                  tier: const(gold)
        """);
    assertEquals(
        1,
        collected().value("size", of("name", "x", "kind", "heap", "open", "true", "tier", "gold")));
  }

  @Test
  void itemsAndDifferences_areValues() {
    start(
        new JmxOptions(
            List.of(
                file(
                    """
                    rules:
                      - bean: java.lang:type=Memory
                        unit: By
                        type: updowncounter
                        mapping:
                          HeapMemoryUsage.used:
                            metric: used
                          HeapMemoryUsage.committed - HeapMemoryUsage.used:
                            metric: free
                          HeapMemoryUsage.used + HeapMemoryUsage.used:
                            metric: twice
                    """)),
            List.of(),
            DELAY),
        ManagementFactory.getPlatformMBeanServer());
    Collected collected = collected();
    long used = collected.value("used");
    assertTrue(used > 0);
    assertTrue(collected.value("free") > 0);
    assertEquals(2 * used, collected.value("twice"), "read in one call, at one moment");
  }

  @Test
  void states_arePointsOfOneAndZero() {
    Map<String, Object> shelf = shelf("a", Map.of("State", "STARTED"));
    start(
        """
        rules:
          - bean: test:type=Shelf,name=*
            mapping:
              State:
                metric: status
                type: state
                metricAttribute:
                  name: param(name)
                  state:
                    up: [STARTED, 'true']
                    failed: FAILED
                    other: '*'
        """);
    for (Object[] of :
        new Object[][] {{"STARTED", "up"}, {true, "up"}, {"FAILED", "failed"}, {"X", "other"}}) {
      shelf.put("State", of[0]);
      for (String state : List.of("up", "failed", "other")) {
        assertEquals(
            state.equals(of[1]) ? 1 : 0,
            collected().value("status", of("name", "a", "state", state)),
            of[0] + " " + state);
      }
    }
    assertEquals("1", collected().metric("status").unit());
  }

  @Test
  void negativeValue_isLeftOutWhereTheRuleSaysSo() {
    Map<String, Object> shelf = shelf("a", Map.of("Limit", 5));
    start(
        """
        rules:
          - bean: test:type=Shelf,name=a
            unit: '1'
            mapping:
              Limit:
                metric: limit
                dropNegativeValues: true
        """);
    assertEquals(5, collected().value("limit"));
    shelf.put("Limit", -1);
    assertEquals(List.of(), collected().names());
  }

  @Test
  void severalMBeansWithTheSameAttributes_areAddedUp() {
    shelf("a", Map.of("Sold", 1));
    shelf("b", Map.of("Sold", 2));
    start(
        """
        rules:
          - bean: test:type=Shelf,name=*
            unit: '1'
            type: counter
            mapping:
              Sold:
        """);
    assertEquals(3, collected().value("Sold"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"test:type=Shelf,name=late", "test:type=Shelf,*"})
  void mbeanThatComesLater_isFound(String bean) {
    start(
        """
        rules:
          - bean: %s
            unit: '1'
            mapping:
              Size:
        """
            .formatted(bean));
    assertEquals(List.of(), collected().names());
    shelf("late", Map.of("Size", 4));
    clock.addAndGet(DELAY.toNanos());
    collected(); // finds it
    assertEquals(4, collected().value("Size"));
    remove("late");
    assertEquals(List.of(), collected().names());
    shelf("late", Map.of("Size", 5));
    collected(); // a pattern finds it again
    assertEquals(5, collected().value("Size"));
    assertEquals(List.of(), warnings);
  }

  @Test
  void pattern_isLookedForOnceInADelay() {
    shelf("a", Map.of("Size", 1));
    start(
        """
        rules:
          - bean: test:type=Shelf,*
            unit: '1'
            type: updowncounter
            mapping:
              Size:
        """);
    shelf("b", Map.of("Size", 10));
    assertEquals(1, collected().value("Size"));
    clock.addAndGet(DELAY.toNanos());
    assertEquals(11, collected().value("Size"));
  }

  @Test
  void throwingAttribute_costsItsMetricAndOneWarning() {
    Map<String, Object> shelf = shelf("a", Map.of("Size", 1, "Broken", 2));
    start(
        """
        rules:
          - bean: test:type=Shelf,name=a
            unit: '1'
            mapping:
              Broken:
              Size:
        """);
    shelf.put("Broken", new IllegalStateException("out of order"));
    for (int i = 0; i < 3; i++) {
      assertEquals(List.of("Size"), collected().names());
      assertEquals(i == 0 ? 0 : 1, warnings.size(), "once is no reason: " + warnings);
    }
    assertEquals(1, warnings.size(), warnings + "");
    for (String part :
        List.of("Metric Broken", "rule 1 of", "rules.yaml", "name=a", "out of order")) {
      assertTrue(warnings.get(0).contains(part), warnings.get(0));
    }
    shelf.put("Broken", 3);
    assertEquals(3, collected().value("Broken"), "it comes back");
    shelf.put("Broken", new IllegalStateException("again"));
    collected();
    collected();
    assertEquals(2, warnings.size(), warnings + "");
  }

  @Test
  void attributeThatIsNotThereOrNoNumber_isOneWarning() {
    shelf("a", Map.of("Size", 1, "Text", "abc"));
    start(
        """
        rules:
          - bean: test:type=Shelf,name=a
            unit: '1'
            mapping:
              Missing:
              Text:
              Size.item:
              Size:
        """);
    collected();
    assertEquals(List.of("Size"), collected().names());
    assertEquals(3, warnings.size(), warnings + "");
  }

  @Test
  void attributeThatOnlySomeHave_isNoWarning() {
    shelf("a", Map.of("Size", 1));
    shelf("b", Map.of("Other", 1));
    start(
        """
        rules:
          - bean: test:type=Shelf,*
            unit: '1'
            mapping:
              Size:
        """);
    assertEquals(1, collected().value("Size"));
    assertEquals(List.of(), warnings);
  }

  @Test
  void condition_keepsFalseZerosOutAndIsSaidOnce() {
    Map<String, Object> own = shelf("a", Map.of("Size", 0, "Other", 0, "On", false));
    Map<String, Object> switchboard = shelf("switch", Map.of("On", "false", "State", "running"));
    start(
        """
        rules:
          - bean: test:type=Shelf,name=a
            onlyIf:
              attribute: On
            unit: '1'
            mapping:
              Size:
          - bean: test:type=Shelf,name=a
            onlyIf:
              bean: test:type=Shelf,name=switch
              attribute: On
            unit: '1'
            mapping:
              Other:
          - bean: test:type=Shelf,name=a
            onlyIf:
              class: no.such.Agent
            unit: '1'
            mapping:
              Size:
                metric: never
          - bean: test:type=Shelf,name=a
            onlyIf:
              - class: java.lang.Object
              - bean: test:type=Shelf,name=switch
                attribute: State
                value: running
            unit: '1'
            mapping:
              Size:
                metric: always
        """);
    collected();
    assertEquals(List.of("always"), collected().names());
    assertEquals(3, warnings.size(), warnings + "");
    assertTrue(warnings.get(0).contains("attribute On is true"), warnings.get(0));
    own.put("On", true);
    switchboard.put("On", "true");
    collected();
    assertEquals(
        List.of("Other", "Size", "always"), collected().names().stream().sorted().toList());
    assertEquals(3, warnings.size(), warnings + "");
  }

  @Test
  void metricOfTwoKinds_leavesTheLaterRuleOut() {
    shelf("a", Map.of("Size", 1, "Other", 2));
    start(
        """
        rules:
          - bean: test:type=Shelf,name=a
            unit: By
            mapping:
              Size:
          - bean: test:type=Shelf,name=a
            unit: By
            type: counter
            mapping:
              Other:
                metric: Size
        """);
    assertEquals(1, collected().value("Size"));
    assertEquals(1, warnings.size(), warnings + "");
    assertTrue(warnings.get(0).contains("rule 2 of"), warnings.get(0));
  }

  @Test
  void whatIsNotFound_isAWarningEach() {
    start(
        new JmxOptions(
            List.of("/no/such/file.yaml", "\0"), List.of("jboss", "../../secret"), DELAY),
        server);
    assertEquals(4, warnings.size(), warnings + "");
    assertTrue(warnings.get(0).contains("payara, openliberty, wildfly, tomcat"), warnings.get(0));
  }

  @Test
  void otherEncoding_isAWarning() throws Exception {
    Path file = directory.resolve("latin.yaml");
    Files.write(file, "rules:\n# ä".getBytes(StandardCharsets.ISO_8859_1));
    start(new JmxOptions(List.of(file.toString()), List.of(), DELAY), server);
    assertTrue(warnings.get(0).contains("not UTF-8"), warnings + "");
  }

  @Test
  void rulesOfTheClassPath_areFoundAsTargetsAndAsResources() {
    shelf("a", Map.of("Size", 1));
    start(new JmxOptions(List.of("jmx/rules/elsewhere.yaml"), List.of("elsewhere"), DELAY), server);
    assertEquals(List.of(), warnings);
    assertTrue(collected().names().contains("elsewhere.size"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"payara", "openliberty", "wildfly", "tomcat"})
  void rulesThatAreShipped_areGood(String target) {
    start(new JmxOptions(List.of(), List.of(target), DELAY), server);
    collected();
    assertEquals(List.of(), warnings);
  }

  @Test
  void closed_observesNothing() {
    shelf("a", Map.of("Size", 1));
    JmxMetrics metrics =
        start(
            """
            rules:
              - bean: test:type=Shelf,*
                unit: '1'
                mapping:
                  Size:
            """);
    assertFalse(collected().names().isEmpty());
    metrics.close();
    assertEquals(List.of(), collected().names());
  }
}
