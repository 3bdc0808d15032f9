package ee.otel.metrics.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.internal.health.Health;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.eclipse.microprofile.config.Config;

/** What is read is what {@link Config#getValue} says, however a value comes about. */
class ProfilesTest {
  private static final String INTERVAL = "otel.metric.export.interval";
  private static final String LIMIT = "otel.java.metrics.cardinality.limit";

  /** The parts of a configuration. */
  record Setup(Map<String, String> file, Map<String, String> variables, boolean builderProfile) {
    Config config() {
      SmallRyeConfigBuilder builder =
          new SmallRyeConfigBuilder()
              .addDefaultInterceptors()
              .addDiscoveredConverters()
              .withSources(
                  new PropertiesConfigSource(file, "file", 100),
                  new EnvConfigSource(variables, 300));
      return (builderProfile ? builder.withProfile("prod") : builder).build();
    }
  }

  @Provide
  Arbitrary<Setup> setups() {
    Arbitrary<String> value =
        Arbitraries.of(
            "1000", "2000", "${a:3000}", "${b}", "${c:${d:4000}}", "$${x}", "", " 5000 ");
    Arbitrary<Map<String, String>> file =
        Arbitraries.maps(
                Arbitraries.of(
                    INTERVAL,
                    LIMIT,
                    "%prod." + INTERVAL,
                    "%prod." + LIMIT,
                    "%test." + INTERVAL,
                    "a",
                    "b"),
                value)
            .ofMaxSize(7);
    Arbitrary<Map<String, String>> variables =
        Arbitraries.maps(
                Arbitraries.of("OTEL_METRIC_EXPORT_INTERVAL", "_PROD_OTEL_METRIC_EXPORT_INTERVAL"),
                value)
            .ofMaxSize(2);
    Arbitrary<Map<String, String>> profile =
        Arbitraries.of(
            Map.of(),
            Map.of("mp.config.profile", "prod"),
            Map.of("smallrye.config.profile", "prod"),
            Map.of("smallrye.config.profile", "test,prod"),
            Map.of("smallrye.config.profile.parent", "prod"));
    Arbitrary<Map<String, String>> profileVariable =
        Arbitraries.of(
            Map.of(),
            Map.of("MP_CONFIG_PROFILE", "prod"),
            Map.of("SMALLRYE_CONFIG_PROFILE", "prod"));
    return Combinators.combine(
            file, variables, profile, profileVariable, Arbitraries.of(true, false))
        .as(
            (values, env, chosen, chosenByVariable, byBuilder) ->
                new Setup(both(values, chosen), both(env, chosenByVariable), byBuilder));
  }

  private static Map<String, String> both(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(some);
    all.putAll(more);
    return all;
  }

  @Property(tries = 300)
  void value_isWhatConfigSays(@ForAll("setups") Setup setup) {
    Config config = setup.config();
    ConfigReader reader = new ConfigReader(config, new Health(System::nanoTime));

    assertEquals(said(config, INTERVAL, 60_000), reader.export().interval().toMillis());
    assertEquals(said(config, LIMIT, 2000), reader.sdk().cardinalityLimit());
  }

  /** What Config says, where that is a number. */
  private static long said(Config config, String name, long fallback) {
    try {
      return Long.parseLong(config.getValue(name, String.class).strip());
    } catch (RuntimeException noNumber) {
      return fallback;
    }
  }
}
