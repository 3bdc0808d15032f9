package ee.otel.metrics.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    Map<String, String> more = new LinkedHashMap<>(systemProperties);
    more.put(systemProperty, value.toString());
    return new Launch(
        archive,
        root,
        probe,
        more,
        environment,
        jvmOptions,
        java,
        port,
        telemetry,
        monitoring,
        startTimeout);
  }

  public Launch withVariable(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(name, value);
    return new Launch(
        archive,
        root,
        probe,
        systemProperties,
        more,
        jvmOptions,
        java,
        port,
        telemetry,
        monitoring,
        startTimeout);
  }

  public Launch withJvmOption(String option) {
    List<String> more = new ArrayList<>(jvmOptions);
    more.add(option);
    return new Launch(
        archive,
        root,
        probe,
        systemProperties,
        environment,
        more,
        java,
        port,
        telemetry,
        monitoring,
        startTimeout);
  }

  public Launch withJava(Path java) {
    return new Launch(
        archive,
        root,
        probe,
        systemProperties,
        environment,
        jvmOptions,
        java,
        port,
        telemetry,
        monitoring,
        startTimeout);
  }

  public Launch on(int port) {
    return new Launch(
        archive,
        root,
        probe,
        systemProperties,
        environment,
        jvmOptions,
        java,
        port,
        telemetry,
        monitoring,
        startTimeout);
  }

  /** With the server's own telemetry, which exports nothing. */
  public Launch withTelemetry(boolean telemetry) {
    return new Launch(
        archive,
        root,
        probe,
        systemProperties,
        environment,
        jvmOptions,
        java,
        port,
        telemetry,
        monitoring,
        startTimeout);
  }

  /** With all that the server can measure of itself, as MBeans. */
  public Launch withMonitoring(boolean monitoring) {
    return new Launch(
        archive,
        root,
        probe,
        systemProperties,
        environment,
        jvmOptions,
        java,
        port,
        telemetry,
        monitoring,
        startTimeout);
  }

  String name() {
    return baseName(archive.getName());
  }

  static String baseName(String archive) {
    return archive.replaceFirst("\\.[we]ar$", "");
  }
}
