package ee.otel.metrics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may depend on which; docs/architecture.md and this test change together. */
class ArchitectureTest {
  private static final String ROOT = "ee.otel.metrics";

  /** Each package and those of ours that it may depend on. The root may depend on all. */
  private static final Map<String, Set<String>> PACKAGES =
      Map.ofEntries(
          allow("data"),
          allow("api", "data", "internal.http", "internal.http.client"),
          allow("internal.health"),
          allow("internal.work"),
          allow("internal.config", "api", "data", "internal.health", "internal.tls"),
          allow("internal.aggregation", "api", "data", "internal.points"),
          allow("internal.points", "data"),
          allow("internal.attributes"),
          allow(
              "internal.exemplar",
              "api",
              "data",
              "internal.attributes",
              "internal.health",
              "internal.view"),
          allow("internal.view", "api", "data", "internal.health"),
          allow(
              "internal.stream",
              "api",
              "data",
              "internal.aggregation",
              "internal.attributes",
              "internal.exemplar",
              "internal.health",
              "internal.points",
              "internal.view"),
          allow(
              "internal.callback",
              "api",
              "data",
              "internal.health",
              "internal.stream",
              "internal.view",
              "internal.work"),
          allow(
              "internal.collect",
              "api",
              "data",
              "internal.attributes",
              "internal.callback",
              "internal.exemplar",
              "internal.health",
              "internal.points",
              "internal.stream",
              "internal.view",
              "internal.work"),
          allow(
              "internal.instrument",
              "api",
              "data",
              "internal.callback",
              "internal.collect",
              "internal.health",
              "internal.stream",
              "internal.view"),
          allow("annotation"),
          allow("internal.advice"),
          allow("internal.annotation", "annotation", "internal.advice"),
          allow("internal.mpmetrics", "annotation", "internal.advice", "internal.annotation"),
          allow("internal.jvm", "internal.advice"),
          allow("internal.jmx"),
          allow("internal.http"),
          allow("internal.http.client", "internal.advice", "internal.http"),
          allow("internal.http.rest", "internal.http"),
          allow("internal.http.server", "internal.advice", "internal.http"),
          allow("internal.otlp", "data", "internal.points"),
          allow("internal.otlp.response"),
          allow("internal.servlet", "internal.config", "internal.health"),
          allow("internal.live", "data", "internal.config", "internal.health", "internal.servlet"),
          allow("internal.sdkbridge", "api", "data", "internal.health"),
          allow(
              "internal.operator",
              "api",
              "data",
              "internal.collect",
              "internal.config",
              "internal.export.delivery",
              "internal.health"),
          allow(
              "internal.prometheus",
              "api",
              "data",
              "internal.config",
              "internal.health",
              "internal.servlet"),
          allow("internal.tls"),
          allow(
              "internal.transport",
              "api",
              "internal.config",
              "internal.health",
              "internal.otlp",
              "internal.otlp.response",
              "internal.tls"),
          allow(
              "internal.selfobservability",
              "api",
              "data",
              "internal.callback",
              "internal.collect",
              "internal.exemplar",
              "internal.health",
              "internal.stream"),
          allow(
              "internal.export",
              "api",
              "data",
              "internal.callback",
              "internal.collect",
              "internal.config",
              "internal.export.delivery",
              "internal.health",
              "internal.instrument",
              "internal.selfobservability",
              "internal.transport",
              "internal.work"),
          allow(
              "internal.export.delivery",
              "api",
              "data",
              "internal.config",
              "internal.health",
              "internal.otlp",
              "internal.otlp.response",
              "internal.points",
              "internal.selfobservability",
              "internal.transport"));

  /** Each foreign package and the packages of ours that may use it; empty is the root. */
  private static final Map<String, Set<String>> FOREIGN =
      Map.ofEntries(
          allow("jakarta.ejb", "internal.export", "internal.operator"),
          allow(
              "jakarta.servlet",
              "",
              "internal.http.server",
              "internal.live",
              "internal.prometheus",
              "internal.servlet"),
          allow(
              "jakarta.ws.rs",
              "api",
              "internal.http",
              "internal.http.client",
              "internal.http.rest",
              "internal.http.server",
              "internal.transport",
              "internal.export"),
          allow("org.eclipse.microprofile.faulttolerance", "internal.transport", "internal.export"),
          allow("org.eclipse.microprofile.config", "internal.config", "internal.mpmetrics"),
          allow("org.eclipse.microprofile.rest.client", "internal.http.client"),
          allow("org.eclipse.microprofile.metrics", "internal.mpmetrics"),
          allow("org.eclipse.microprofile.health", "internal.operator"),
          allow(
              "jakarta.enterprise",
              "",
              "annotation",
              "internal.annotation",
              "internal.http.client",
              "internal.mpmetrics",
              "internal.operator",
              "internal.sdkbridge",
              "internal.transport",
              "internal.export"),
          allow(
              "jakarta.inject",
              "",
              "internal.annotation",
              "internal.mpmetrics",
              "internal.operator",
              "internal.transport",
              "internal.export"),
          allow("jakarta.interceptor", "annotation", "internal.annotation", "internal.mpmetrics"),
          allow(
              "jakarta.annotation",
              "",
              "internal.annotation",
              "api",
              "internal.http.client",
              "internal.http.rest",
              "internal.mpmetrics",
              "internal.operator",
              "internal.transport",
              "internal.export"),
          allow("io.opentelemetry.proto"),
          allow("com.google.protobuf"),
          allow("io.opentelemetry.sdk", "internal.sdkbridge"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static Map.Entry<String, Set<String>> allow(String name, String... dependencies) {
    return Map.entry(name, Set.of(dependencies));
  }

  static Stream<String> packages() {
    return PACKAGES.keySet().stream().sorted();
  }

  static Stream<String> foreignPackages() {
    return FOREIGN.keySet().stream().sorted();
  }

  @Test
  void drawing_isUpToDate() throws IOException {
    assertEquals(ArchitectureDrawing.draw(), Files.readString(ArchitectureDrawing.FILE));
  }

  @Test
  void packages_areThoseOfTheMap() {
    Set<String> unknown =
        CLASSES.stream()
            .map(ArchitectureTest::packageOf)
            .collect(Collectors.toCollection(HashSet::new));
    unknown.removeAll(PACKAGES.keySet());
    unknown.remove("");
    assertEquals(Set.of(), unknown);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void package_dependsOnlyOnWhatItMay(String name) {
    Set<String> allowed = new HashSet<>(PACKAGES.get(name));
    allowed.add(name);
    hold(
        noClasses()
            .that(are("in " + name, type -> isOurs(type) && packageOf(type).equals(name)))
            .should()
            .dependOnClassesThat(
                are(
                    "in a package other than " + allowed,
                    type -> isOurs(type) && !allowed.contains(packageOf(type)))));
  }

  @ParameterizedTest
  @MethodSource("foreignPackages")
  void foreignPackage_isUsedOnlyWhereItMay(String foreign) {
    Set<String> users = FOREIGN.get(foreign);
    hold(
        noClasses()
            .that(are("not in " + users, type -> isOurs(type) && !users.contains(packageOf(type))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(foreign + ".."));
  }

  /** What a server measures through our meter, even from inside our own post, cannot come back. */
  @Test
  void instruments_neverReachTheExporter() {
    Set<String> reached =
        CLASSES.stream()
            .filter(type -> packageOf(type).equals("internal.instrument"))
            .flatMap(type -> type.getTransitiveDependenciesFromSelf().stream())
            .map(dependency -> dependency.getTargetClass().getBaseComponentType())
            .filter(ArchitectureTest::isOurs)
            .map(ArchitectureTest::packageOf)
            .filter(Set.of("", "internal.export", "internal.transport", "internal.otlp")::contains)
            .collect(Collectors.toSet());
    assertEquals(Set.of(), reached);
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
  }

  /** The package below the root; empty for the root itself. */
  private static String packageOf(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
  }

  private static DescribedPredicate<JavaClass> are(String description, Predicate<JavaClass> test) {
    return DescribedPredicate.describe(description, test);
  }

  /** A package may hold nothing but its package-info for a while. */
  private static void hold(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
