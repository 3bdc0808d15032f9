package ee.otel.metrics.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * What to start.
 *
 * @param archive the application, a WAR or an EAR
 * @param root the application's context root, without slashes
 * @param probe the path below the application's root that answers 2xx when the application runs
 * @param systemProperties of the server's JVM
 * @param environment more variables of the server's process
 * @param jvmOptions of the server's JVM, such as {@code -Xmx256m}
 * @param java the java command
 * @param port for HTTP on loopback; 0 for a free one
 * @param telemetry whether the server's own telemetry is on
 * @param monitoring whether the server measures itself, and has a data source in memory
 * @param startTimeout how long until the application has to answer
 */
public record Launch(
    Archive<?> archive,
    String root,
    String probe,
    Map<String, String> systemProperties,
    Map<String, String> environment,
    List<String> jvmOptions,
    Path java,
    int port,
    boolean telemetry,
    boolean monitoring,
    Duration startTimeout) {

  /** A WAR; its context root is its file name without {@code .war}. */
  public static Launch of(WebArchive war, String probe) {
    return of(war, baseName(war.getName()), probe);
  }

  /**
   * An archive whose web application is found at {@code root}. Its first export comes after an
   * interval and not at a random moment, unless that is asked for.
   */
  public static Launch of(Archive<?> archive, String root, String probe) {
    return new Launch(
        archive,
        root,
        probe,
        Map.of("otel.metrics.ee.export.spread", "0"),
        Map.of(),
        List.of(),
        Path.of(System.getProperty("java.home"), "bin", "java"),
        0,
        false,
        false,
        Duration.ofMinutes(5));
  }

  public Launch with(String systemProperty, Object value) {
    return changed(copy -> copy.systemProperties.put(systemProperty, value.toString()));
  }

  public Launch withVariable(String name, String value) {
    return changed(copy -> copy.environment.put(name, value));
  }

  public Launch withJvmOption(String option) {
    return changed(copy -> copy.jvmOptions.add(option));
  }

  public Launch withJava(Path java) {
    return changed(copy -> copy.java = java);
  }

  public Launch on(int port) {
    return changed(copy -> copy.port = port);
  }

  /** With the server's own telemetry, which exports nothing. */
  public Launch withTelemetry(boolean telemetry) {
    return changed(copy -> copy.telemetry = telemetry);
  }

  /** With all that the server can measure of itself, as MBeans. */
  public Launch withMonitoring(boolean monitoring) {
    return changed(copy -> copy.monitoring = monitoring);
  }

  private Launch changed(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return new Launch(
        archive,
        root,
        probe,
        copy.systemProperties,
        copy.environment,
        copy.jvmOptions,
        copy.java,
        copy.port,
        copy.telemetry,
        copy.monitoring,
        startTimeout);
  }

  /** What can be changed of a launch. */
  private static final class Copy {
    private final Map<String, String> systemProperties;
    private final Map<String, String> environment;
    private final List<String> jvmOptions;
    private Path java;
    private int port;
    private boolean telemetry;
    private boolean monitoring;

    Copy(Launch from) {
      systemProperties = new LinkedHashMap<>(from.systemProperties);
      environment = new LinkedHashMap<>(from.environment);
      jvmOptions = new ArrayList<>(from.jvmOptions);
      java = from.java;
      port = from.port;
      telemetry = from.telemetry;
      monitoring = from.monitoring;
    }
  }

  String name() {
    return baseName(archive.getName());
  }

  static String baseName(String archive) {
    return archive.replaceFirst("\\.[we]ar$", "");
  }
}
