package ee.otel.metrics.internal.mpmetrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.internal.annotation.GaugeGetter;
import ee.otel.metrics.internal.annotation.MethodMetrics;
import ee.otel.metrics.internal.annotation.Recording;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Executable;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.annotation.Counted;
import org.eclipse.microprofile.metrics.annotation.Gauge;
import org.eclipse.microprofile.metrics.annotation.Timed;
import org.junit.jupiter.api.Test;

class AnnotatedMetricsTest {
  private static final String HERE = AnnotatedMetricsTest.class.getCanonicalName();
  private static final String PACKAGE = AnnotatedMetricsTest.class.getPackageName();

  private final Registries registries = new Registries(key -> Optional.empty());
  private final MetricRegistry registry = registries.of(MetricRegistry.APPLICATION_SCOPE);
  private final AnnotatedRecorder recorder = new AnnotatedRecorder(registries);

  private static TreeSet<String> names(Class<?> bean) {
    TreeSet<String> names = new TreeSet<>();
    for (Executable member : MethodMetrics.members(bean)) {
      AnnotatedMetrics.of(bean, member).forEach(metric -> names.add(metric.id().getName()));
    }
    return names;
  }

  private void register(Class<?> bean) {
    MethodMetrics.members(bean).forEach(member -> recorder.register(bean, member));
  }

  static class Members {
    @Counted
    Members() {}

    @Counted
    void red() {}

    @Timed(name = "blueCount")
    void blue() {}

    @Counted(name = "greenCount", absolute = true)
    void green() {}

    @Timed(absolute = true)
    void yellow() {}

    @Gauge(unit = "none")
    int level() {
      return 1;
    }
  }

  @Test
  void memberNames_areThoseOfTheTable() {
    String here = HERE + ".Members.";
    assertEquals(
        new TreeSet<>(
            List.of(
                here + "Members",
                here + "red",
                here + "blueCount",
                "greenCount",
                "yellow",
                here + "level")),
        names(Members.class));
  }

  @Counted
  static class Plain {
    void work() {}
  }

  @Counted(absolute = true)
  static class Absolute {
    void work() {}
  }

  @Counted(name = "named")
  static class Named {
    void work() {}
  }

  @Timed(name = "named", absolute = true)
  static class NamedAbsolute {
    void work() {}
  }

  @Test
  void classNames_areThoseOfTheTable() {
    assertEquals(
        new TreeSet<>(List.of(HERE + ".Plain.Plain", HERE + ".Plain.work")), names(Plain.class));
    assertEquals(
        new TreeSet<>(List.of("Absolute.Absolute", "Absolute.work")), names(Absolute.class));
    assertEquals(
        new TreeSet<>(List.of(PACKAGE + ".named.Named", PACKAGE + ".named.work")),
        names(Named.class));
    assertEquals(
        new TreeSet<>(List.of("named.NamedAbsolute", "named.work")), names(NamedAbsolute.class));
  }

  @Test
  void classLevel_coversConstructorsAndMethods() {
    register(NamedAbsolute.class);
    assertEquals(2, registry.getTimers().size());
  }

  static class Child extends Plain {
    void more() {}
  }

  @Test
  void inheritedMethods_haveTheNameOfTheBeanClass() {
    assertEquals(
        new TreeSet<>(List.of(HERE + ".Child.Child", HERE + ".Child.work", HERE + ".Child.more")),
        names(Child.class));
  }

  @Counted
  static class Hidden {
    @Timed
    private void hidden() {}
  }

  @Test
  void privateMethods_areLeftOut() {
    assertEquals(new TreeSet<>(List.of(HERE + ".Hidden.Hidden")), names(Hidden.class));
  }

  static class Defaults {
    @Counted(name = "c", absolute = true)
    @Timed(name = "t", absolute = true)
    void work() {}
  }

  @Test
  void defaults_areThoseOfTheSpecification() {
    register(Defaults.class);
    assertEquals("none", registry.getMetadata("c").getUnit());
    assertEquals("nanoseconds", registry.getMetadata("t").getUnit());
    assertEquals("", registry.getMetadata("t").getDescription());
  }

  static class Tagged {
    @Counted(
        name = "tagged",
        absolute = true,
        tags = {"a=1", "b=x=y", "nothing"})
    void work() {}
  }

  @Test
  void tags_areSplitAtTheFirstEqualsSign() {
    register(Tagged.class);
    assertEquals(
        new MetricID("tagged", new Tag("a", "1"), new Tag("b", "x=y")),
        registry.getMetricIDs().first());
  }

  static class Other {
    @Counted(name = "c", absolute = true, unit = "bytes")
    void work() {}
  }

  @Test
  void annotationsOfOneNameThatDiffer_areRefused() {
    register(Defaults.class);
    assertThrows(IllegalArgumentException.class, () -> register(Other.class));
  }

  @Test
  void removedMetric_refusesTheInvocation() throws Exception {
    Executable work = Defaults.class.getDeclaredMethod("work");
    List<Recording> recordings = recorder.recordings(Defaults.class, work);
    recordings.forEach(recording -> recording.begin(new Object[0]));
    assertEquals(1, registry.counter("c").getCount());
    registry.remove("c");
    assertThrows(
        IllegalStateException.class,
        () -> recordings.forEach(recording -> recording.begin(new Object[0])));
    registry.counter("c");
    recordings.forEach(recording -> recording.begin(new Object[0]));
    assertEquals(1, registry.counter("c").getCount());
  }

  @Test
  void metricThatIsRemovedDuringAnInvocation_doesNotSpoilItsResult() throws Exception {
    Executable work = Defaults.class.getDeclaredMethod("work");
    List<Recording> recordings = recorder.recordings(Defaults.class, work);
    registry.remove("t");
    recordings.forEach(recording -> recording.end(new Object[0], 5, null, null));
    assertEquals(1, recordings.stream().filter(Recording::hasEnd).count());
  }

  static class Left {
    @Gauge(name = "level", absolute = true, unit = "none")
    int level() {
      return 1;
    }
  }

  static class Right {
    @Gauge(name = "level", absolute = true, unit = "none")
    int height() {
      return 2;
    }
  }

  private static GaugeGetter getter(Class<?> type, String method) throws Exception {
    Bean<?> bean =
        (Bean<?>)
            Proxy.newProxyInstance(
                Bean.class.getClassLoader(),
                new Class<?>[] {Bean.class},
                (proxy, called, arguments) -> type);
    return new GaugeGetter(bean, false, type.getDeclaredMethod(method));
  }

  @Test
  void twoMethodsOfOneGauge_areRefused() throws Exception {
    BeanManager nobody =
        (BeanManager)
            Proxy.newProxyInstance(
                BeanManager.class.getClassLoader(),
                new Class<?>[] {BeanManager.class},
                (proxy, called, arguments) -> null);
    recorder.registerGauges(getter(Left.class, "level"), nobody);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> recorder.registerGauges(getter(Right.class, "height"), nobody))
            .getMessage();
    assertTrue(message.contains("level") && message.contains("height"), message);
  }
}
