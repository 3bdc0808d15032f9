package ee.otel.metrics.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.server.Application;
import ee.otel.metrics.server.Launch;
import ee.otel.metrics.server.Server;
import ee.otel.metrics.server.ServerProcess;
import ee.otel.metrics.server.Wars;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every key malformed at once, in one deployment on the real server; {@link KeysTest} has each key
 * alone, with more bad values.
 *
 * <p>All at once is the harder case: each reading must survive the failure of all others.
 */
class MalformedConfigurationIT {
  /** Malformed for every key that has a format; leads nowhere for those that take any text. */
  private static final String NOWHERE = "?? ${no.such.property}";

  /** Malformed in the application's file, too, but hidden by an empty variable. */
  private static final String HIDDEN = "otel.metric.export.timeout";

  private static final String EMPTY = "OTEL_METRIC_EXPORT_TIMEOUT";

  @Test
  void malformedKeys_areNamedOnceEachAndTheApplicationRuns() {
    Map<String, String> broken = new TreeMap<>();
    ConfigReader.keys().forEach(key -> key.names().forEach(name -> broken.put(name, NOWHERE)));
    broken.put("otel.metrics.exporter", "otlp, " + NOWHERE); // alone it would export nothing
    Launch launch = Launch.of(Wars.bystander("host"), "till").withVariable(EMPTY, "");
    // Payara's telemetry, which a malformed key switches on, wants each key from one source only.
    broken.keySet().removeAll(launch.systemProperties().keySet());
    try (ServerProcess server = ServerProcess.start(Server.ofTheBuild(), launch)) {
      Application application = server.deploy(Wars.configured(Wars.till("broken"), broken), "till");
      assertEquals("used\n", application.get("till/instruments").body());
      List<String> lines = server.lines();
      ConfigReader.keys()
          .filter(key -> !key.name().equals(HIDDEN) && broken.containsKey(key.name()))
          .forEach(key -> assertNamed(key, lines));
      assertTrue(
          lines.stream().noneMatch(line -> names(line, HIDDEN)),
          "the empty variable does not hide what the application says");
    }
  }

  /**
   * Payara takes an expression that leads nowhere for nothing: then a text is just a text. The
   * general form of a key need not be looked at when the one for metrics was read in part.
   */
  private static void assertNamed(Key<?> key, List<String> output) {
    for (String name : key.names()) {
      long lines = output.stream().filter(line -> names(line, name)).count();
      assertTrue(lines <= 1, () -> name + " is named " + lines + " times");
      if (name.equals(key.names().get(0)) && isLookedUp(key) && !takes(key, "??")) {
        assertTrue(lines == 1, () -> name + " is not named");
      }
    }
  }

  /**
   * Whether a key is looked up whatever else is set. Headers are not where the endpoint is bad,
   * since they are not sent to the default; what configures a part that is off by default is not.
   */
  private static boolean isLookedUp(Key<?> key) {
    return !key.name().endsWith(".headers")
        && Stream.of(ExportConfig.KEYS, TransportKeys.KEYS, SdkConfig.KEYS, ResourceConfig.KEYS)
            .anyMatch(keys -> keys.contains(key));
  }

  private static boolean takes(Key<?> key, String value) {
    List<String> remarks = new ArrayList<>();
    try {
      key.reading().read(value, remarks);
      return remarks.isEmpty();
    } catch (IllegalArgumentException bad) {
      return false;
    }
  }

  private static boolean names(String line, String key) {
    return Pattern.compile(
            "(^|[^\\w.])" + Pattern.quote(key) + "( = |'s value| cannot be resolved|: )")
        .matcher(line)
        .find();
  }
}
