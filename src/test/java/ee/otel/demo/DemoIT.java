package ee.otel.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.server.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.Filters;
import org.junit.jupiter.api.Test;

/** The demonstration as a newcomer runs it, for a few seconds. */
class DemoIT {
  @Test
  void demo_needsTheJarAndTheApi() {
    Set<String> libraries =
        ShopWar.build().getContent(Filters.include("/WEB-INF/lib/.*")).keySet().stream()
            .map(path -> path.get().replaceFirst(".*/", "").replaceFirst("-[0-9].*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        Set.of(
            "otel-metrics-ee",
            "opentelemetry-api",
            "opentelemetry-common",
            "opentelemetry-context"),
        libraries);
  }

  @Test
  void demo_endsWellAndShowsTheFinalFlush() throws Exception {
    Path output = Project.target().resolve("demo.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String key : List.of("basedir", "product.jar", "server", "server.directory")) {
      String value = System.getProperty(key);
      if (value != null) {
        command.add("-D" + key + "=" + value);
      }
    }
    // Ends a second after the second tick: what comes while it stops is the flush, no third tick.
    command.addAll(List.of("-Ddemo.seconds=6", "-Ddemo.interval=5000"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Demo.class.getName()));
    Process demo =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertTrue(demo.waitFor(8, TimeUnit.MINUTES), () -> "still running, see " + output);
      String shown = Files.readString(output);
      assertEquals(0, demo.exitValue(), shown);
      assertTrue(shown.contains("shop.checkout.duration"), shown);
      assertTrue(shown.contains("in trace "), shown);
      assertTrue(shown.contains("[demo] Final flush received"), shown);
    } finally {
      demo.destroyForcibly();
    }
  }
}
