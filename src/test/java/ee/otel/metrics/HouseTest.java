package ee.otel.metrics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may look into whom; the map in the root's package-info and this test change together. */
class HouseTest {
  private static final String ROOT = "ee.otel.metrics";

  /** Each room and the rooms that it may look into. The root may look into every room. */
  private static final Map<String, Set<String>> ROOMS =
      Map.ofEntries(
          room("snapshot"),
          room("health"),
          room("config", "snapshot", "health"),
          room("aggregation", "snapshot"),
          room("view", "aggregation", "exemplar", "snapshot", "health"),
          room("exemplar", "aggregation", "snapshot", "health"),
          room("serverspan", "exemplar", "snapshot"),
          room("spi", "snapshot", "view"),
          room("storage", "spi", "view", "aggregation", "exemplar", "snapshot", "health"),
          room("instrument", "storage", "view", "aggregation", "exemplar", "snapshot", "health"),
          room("otlp", "snapshot"),
          room("tls"),
          room("transport", "config", "otlp", "health", "tls"),
          room("selfobservability", "storage", "snapshot", "health"),
          room(
              "export",
              "selfobservability",
              "spi",
              "storage",
              "otlp",
              "transport",
              "config",
              "snapshot",
              "health"));

  /** Each foreign package and the rooms that may use it; empty is the root. */
  private static final Map<String, Set<String>> GUESTS =
      Map.of(
          "jakarta.ejb", Set.of("export"),
          "jakarta.ws.rs", Set.of("transport", "export"),
          "org.eclipse.microprofile.faulttolerance", Set.of("transport", "export"),
          "org.eclipse.microprofile.config", Set.of("config"),
          "jakarta.enterprise", Set.of("", "transport", "export"),
          "jakarta.inject", Set.of("", "transport", "export"),
          "jakarta.annotation", Set.of("", "transport", "export"),
          "io.opentelemetry.proto", Set.of("otlp"),
          "com.google.protobuf", Set.of("otlp"),
          "io.opentelemetry.sdk", Set.of());

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static Map.Entry<String, Set<String>> room(String name, String... mayLookInto) {
    return Map.entry(name, Set.of(mayLookInto));
  }

  static Stream<String> rooms() {
    return ROOMS.keySet().stream().sorted();
  }

  static Stream<String> guests() {
    return GUESTS.keySet().stream().sorted();
  }

  @Test
  void packages_areRoomsOfTheMap() {
    Set<String> unknown =
        CLASSES.stream().map(HouseTest::roomOf).collect(Collectors.toCollection(HashSet::new));
    unknown.removeAll(ROOMS.keySet());
    unknown.remove("");
    assertEquals(Set.of(), unknown);
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void room_looksOnlyIntoItsNeighbours(String room) {
    Set<String> neighbours = new HashSet<>(ROOMS.get(room));
    neighbours.add(room);
    hold(
        noClasses()
            .that(are("in " + room, type -> isOurs(type) && roomOf(type).equals(room)))
            .should()
            .dependOnClassesThat(
                are(
                    "in a room other than " + neighbours,
                    type -> isOurs(type) && !neighbours.contains(roomOf(type)))));
  }

  @ParameterizedTest
  @MethodSource("guests")
  void guest_staysInItsRooms(String guest) {
    Set<String> hosts = GUESTS.get(guest);
    hold(
        noClasses()
            .that(are("outside of " + hosts, type -> isOurs(type) && !hosts.contains(roomOf(type))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(guest + ".."));
  }

  /** What a server measures through our meter, even from inside our own post, cannot come back. */
  @Test
  void instruments_neverReachTheExporter() {
    Set<String> reached =
        CLASSES.stream()
            .filter(type -> roomOf(type).equals("instrument"))
            .flatMap(type -> type.getTransitiveDependenciesFromSelf().stream())
            .map(dependency -> dependency.getTargetClass().getBaseComponentType())
            .filter(HouseTest::isOurs)
            .map(HouseTest::roomOf)
            .filter(Set.of("", "export", "transport", "otlp")::contains)
            .collect(Collectors.toSet());
    assertEquals(Set.of(), reached);
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
  }

  /** The package below the root; empty for the root itself. */
  private static String roomOf(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
  }

  private static DescribedPredicate<JavaClass> are(
      String description, java.util.function.Predicate<JavaClass> test) {
    return DescribedPredicate.describe(description, test);
  }

  /** Rooms may still be empty. */
  private static void hold(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
