package ee.otel.metrics.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.server.Application;
import ee.otel.metrics.server.Launch;
import ee.otel.metrics.server.Server;
import ee.otel.metrics.server.ServerProcess;
import ee.otel.metrics.server.Wars;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Every key malformed at once, in one deployment on the real server; {@link KeysTest} has each key
 * alone, with more bad values.
 *
 * <p>All at once is the harder case: each reading must survive the failure of all others.
 */
class MalformedConfigurationIT {
  /** Leads nowhere, so that it is malformed for keys that take any text too. */
  private static final String NOWHERE = "?? ${no.such.property}";

  @Test
  void malformedKeys_areNamedOnceEachAndTheApplicationRuns() {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      Launch launch =
          Launch.of(Wars.till("till"), "till")
              .with("otel.exporter.otlp.metrics.endpoint", receiver.metricsEndpoint());
      try (ServerProcess server = ServerProcess.start(Server.ofTheBuild(), launch)) {
        Map<String, String> broken = new TreeMap<>();
        ConfigReader.keys()
            .flatMap(key -> key.names().stream())
            // The receiver's address is a system property of this server.
            .filter(name -> !name.equals("otel.exporter.otlp.metrics.endpoint"))
            .forEach(name -> broken.put(name, NOWHERE));
        Application application =
            server.deploy(Wars.configured(Wars.till("broken"), broken), "till");
        assertEquals("used\n", application.get("till/instruments").body());
        for (String name : broken.keySet()) {
          List<String> lines = server.lines().stream().filter(line -> names(line, name)).toList();
          assertEquals(1, lines.size(), () -> name + " " + lines);
        }
      }
    }
  }

  private static boolean names(String line, String key) {
    return line.contains("ee.otel.metrics") && line.contains(key + " cannot be resolved");
  }
}
