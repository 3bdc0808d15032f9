package ee.otel.metrics.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * What to start.
 *
 * @param war the application; its context root is its file name without {@code .war}
 * @param probe the path below the application's root that answers 2xx when the application runs
 * @param systemProperties of the server's JVM
 * @param jvmOptions of the server's JVM, such as {@code -Xmx256m}
 * @param java the java command
 * @param port for HTTP on loopback; 0 for a free one
 * @param startTimeout how long until the application has to answer
 */
public record Launch(
    WebArchive war,
    String probe,
    Map<String, String> systemProperties,
    List<String> jvmOptions,
    Path java,
    int port,
    Duration startTimeout) {

  public static Launch of(WebArchive war, String probe) {
    return new Launch(
        war,
        probe,
        Map.of(),
        List.of(),
        Path.of(System.getProperty("java.home"), "bin", "java"),
        0,
        Duration.ofMinutes(5));
  }

  public Launch with(String systemProperty, Object value) {
    Map<String, String> more = new LinkedHashMap<>(systemProperties);
    more.put(systemProperty, value.toString());
    return new Launch(war, probe, more, jvmOptions, java, port, startTimeout);
  }

  public Launch withJvmOption(String option) {
    List<String> more = new ArrayList<>(jvmOptions);
    more.add(option);
    return new Launch(war, probe, systemProperties, more, java, port, startTimeout);
  }

  public Launch withJava(Path java) {
    return new Launch(war, probe, systemProperties, jvmOptions, java, port, startTimeout);
  }

  public Launch on(int port) {
    return new Launch(war, probe, systemProperties, jvmOptions, java, port, startTimeout);
  }

  String name() {
    return war.getName().replaceFirst("\\.war$", "");
  }
}
