package ee.otel.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.server.Project;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is missing where a server's OpenTelemetry API is an older one: docs/servers.md. */
class OlderApiTest {
  private static final String MISSING = "NoSuchMethodError";
  private static final Map<String, String> ALWAYS =
      Map.of(
          "counter",
          "works",
          "upDownCounter",
          "works",
          "histogram",
          "works",
          "observable",
          "works");

  @Test
  void api129_lacksGaugesAdviceEnabledAndValues() throws Exception {
    Map<String, String> expected = new TreeMap<>(ALWAYS);
    expected.put("gauge", MISSING);
    expected.put("setExplicitBucketBoundariesAdvice", MISSING);
    expected.put("isEnabled", MISSING);
    expected.put("valueKey", MISSING);
    expected.put("incubator's advice", "works");
    expected.put("collected", "counter histogram observable old.advice upDownCounter");
    assertEquals(expected, run("1.29.0"));
  }

  @Test
  void api148_lacksEnabledAndValues() throws Exception {
    Map<String, String> expected = new TreeMap<>(ALWAYS);
    expected.put("gauge", "works");
    expected.put("setExplicitBucketBoundariesAdvice", "works");
    expected.put("isEnabled", MISSING);
    expected.put("valueKey", MISSING);
    expected.put("incubator's advice", "IllegalStateException"); // it is not there
    expected.put("collected", "counter gauge histogram observable upDownCounter");
    assertEquals(expected, run("1.48.0"));
  }

  @SuppressWarnings("unchecked") // the other copy of the program is what its source says
  private static Map<String, String> run(String version) throws Exception {
    try (Apart loader = new Apart(version)) {
      Class<?> program = loader.loadClass(OlderApiProgram.class.getName());
      Object made = program.getConstructor().newInstance();
      return ((Callable<Map<String, String>>) made).call();
    }
  }

  /** Has the product and an OpenTelemetry API of its own. */
  private static final class Apart extends URLClassLoader {
    Apart(String version) throws IOException {
      super(urls(version), OlderApiTest.class.getClassLoader());
    }

    private static URL[] urls(String version) throws IOException {
      List<URL> urls = new ArrayList<>();
      for (Class<?> each : List.of(OtelMetrics.class, OlderApiTest.class)) {
        urls.add(each.getProtectionDomain().getCodeSource().getLocation());
      }
      try (Stream<Path> jars = Files.list(Project.target().resolve("older-apis"))) {
        for (Path jar : jars.filter(each -> each.toString().contains(version)).toList()) {
          urls.add(url(jar));
        }
      }
      return urls.toArray(URL[]::new);
    }

    private static URL url(Path jar) throws MalformedURLException {
      return jar.toUri().toURL();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("io.opentelemetry.") && !name.startsWith("ee.otel.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
