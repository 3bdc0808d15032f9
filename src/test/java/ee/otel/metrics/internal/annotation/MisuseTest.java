package ee.otel.metrics.internal.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.annotation.Attribute;
import ee.otel.metrics.annotation.Counted;
import ee.otel.metrics.annotation.Gauge;
import ee.otel.metrics.annotation.Timed;
import java.util.List;
import org.junit.jupiter.api.Test;

class MisuseTest {
  private final Misuse misuse =
      new Misuse(MethodMetrics.readers(new MethodMetrics.Options(true, true, true)));

  private void assertWarns(String... parts) {
    List<String> warnings = misuse.warnings();
    assertEquals(1, warnings.size(), warnings::toString);
    for (String part : parts) {
      assertTrue(warnings.get(0).contains(part), () -> part + " in " + warnings);
    }
  }

  @Counted
  static class Good {
    @Timed(name = "good.time")
    void timed(@Attribute(name = "id") int id) {}

    void untold() {}
  }

  @Test
  void goodUse_isNotWarnedAbout() {
    misuse.check(Good.class, false);
    misuse.check(Good.class, false);
    assertEquals(List.of(), misuse.warnings());
  }

  static class Hidden {
    @Counted
    @Timed
    private void hidden() {}
  }

  @Test
  void privateMethod_isOneWarning() {
    misuse.check(Hidden.class, true);
    assertWarns("Hidden.hidden() is not measured", "private");
  }

  static class OfClass {
    @Counted
    static void shared() {}
  }

  @Test
  void staticMethod_isWarnedAbout() {
    misuse.check(OfClass.class, true);
    assertWarns("OfClass.shared() is not measured", "static");
  }

  static class Kinds {
    @Counted(name = "same")
    void counted() {}

    @Timed(name = "same")
    void timed(String text) {}
  }

  @Test
  void oneNameOfTwoKinds_isWarnedAbout() {
    misuse.check(Kinds.class, true);
    assertWarns("Kinds.counted()", "Kinds.timed(String)", "one name, same");
  }

  static class Overloaded {
    @Counted
    void work() {}

    @Counted
    void work(int more) {}
  }

  @Test
  void overloadedMethodsOfOneDefaultName_areWarnedAbout() {
    misuse.check(Overloaded.class, true);
    assertWarns("measured together as Overloaded.work");
  }

  static class Shared {
    @Counted(name = "shared")
    void one() {}

    @Counted(name = "shared")
    void other() {}
  }

  @Test
  void oneNameOnPurpose_isNotWarnedAbout() {
    misuse.check(Shared.class, true);
    assertEquals(List.of(), misuse.warnings());
  }

  static class Getters {
    @Gauge
    int good() {
      return 1;
    }

    @Gauge
    String text() {
      return "";
    }
  }

  @Test
  void gaugeOfNoNumber_isWarnedAbout() {
    misuse.check(Getters.class, true);
    assertWarns("Getters.text() is not observed", "returns a number");
  }

  static class Instances {
    @Gauge
    int level() {
      return 1;
    }
  }

  @Test
  void gaugeOfABeanWithSeveralInstances_isWarnedAbout() {
    misuse.check(Instances.class, false);
    assertWarns("Instances.level() is not observed", "several instances");
  }

  static class Nameless {
    @Counted
    void work(@Attribute String kind) {}
  }

  @Test
  void attributeWithoutName_isWarnedAbout() {
    misuse.check(Nameless.class, true);
    assertWarns("Nameless.work(String)", "@Attribute has no name");
  }

  static class Nothing {
    @Counted
    @Attribute(name = "result")
    void work() {}
  }

  @Test
  void attributeOfNoReturnValue_isWarnedAbout() {
    misuse.check(Nothing.class, true);
    assertWarns("Nothing.work()", "there is none");
  }
}
