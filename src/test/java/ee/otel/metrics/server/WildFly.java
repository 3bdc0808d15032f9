package ee.otel.metrics.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * WildFly, as the build unpacked and configured it in {@code target/server}. Each process has its
 * own base directory.
 */
public final class WildFly implements Server {
  private final @Nullable String configuration;

  /** As the build configured it. */
  public WildFly() {
    this(null);
  }

  /**
   * With one of its own configurations.
   *
   * @param configuration a file name such as {@code standalone.xml}; null for the build's
   */
  WildFly(@Nullable String configuration) {
    this.configuration = configuration;
  }

  private static final List<String> OPEN =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.invoke",
          "java.base/java.lang.reflect",
          "java.base/java.io",
          "java.base/java.net",
          "java.base/java.security",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.management/javax.management",
          "java.naming/javax.naming");

  private static final List<String> EXPORTED =
      List.of(
          "java.desktop/sun.awt",
          "java.naming/com.sun.jndi.ldap",
          "java.naming/com.sun.jndi.url.ldap",
          "java.naming/com.sun.jndi.url.ldaps",
          "jdk.naming.dns/com.sun.jndi.dns");

  @Override
  public String name() {
    return "wildfly";
  }

  @Override
  public String title() {
    return "WildFly";
  }

  @Override
  public List<String> command(
      Launch launch, List<String> jvmOptions, Path archive, int port, Path directory)
      throws IOException {
    Path home = home();
    Path base = directory.resolve("standalone");
    copy(home.resolve("standalone/configuration"), base.resolve("configuration"));
    deploy(archive, directory);
    List<String> command = new ArrayList<>();
    command.add(launch.java().toString());
    command.addAll(jvmOptions);
    OPEN.forEach(opened -> command.add("--add-opens=" + opened + "=ALL-UNNAMED"));
    EXPORTED.forEach(exported -> command.add("--add-exports=" + exported + "=ALL-UNNAMED"));
    command.add("-Djava.net.preferIPv4Stack=true");
    command.add(
        "-Dlogging.configuration=" + base.resolve("configuration/logging.properties").toUri());
    if (launch.telemetry()) {
      command.add("-Dotel.sdk.disabled=false");
    }
    if (launch.monitoring()) {
      command.add("-Dwildfly.statistics-enabled=true");
    }
    command.addAll(List.of("-jar", home.resolve("jboss-modules.jar").toString()));
    command.addAll(List.of("-mp", home.resolve("modules").toString(), "org.jboss.as.standalone"));
    command.addAll(
        List.of(
            "-Djboss.home.dir=" + home,
            "-Djboss.server.base.dir=" + base,
            "-Djboss.bind.address=127.0.0.1",
            "-Djboss.bind.address.management=127.0.0.1",
            "-Djboss.http.port=" + port,
            "-Djboss.https.port=" + ServerProcess.freePort(),
            "-Djboss.management.http.port=" + ServerProcess.freePort(),
            "-c",
            configuration(launch)));
    return command;
  }

  private String configuration(Launch launch) {
    if (configuration != null) {
      return configuration;
    }
    return launch.telemetry() ? "telemetry.xml" : "metrics.xml";
  }

  private static Path home() {
    try (Stream<Path> unpacked = Files.list(Project.serverDirectory())) {
      return unpacked
          .filter(directory -> directory.getFileName().toString().startsWith("wildfly-"))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "no WildFly in " + Project.serverDirectory() + "; `mvn verify` fetches it"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  @Override
  public Pattern deploymentFailure() {
    return Pattern.compile("WFLYCTL0013|WFLYCTL0186|WFLYSRV0026|WFLYDS0011");
  }

  @Override
  public void deploy(Path archive, Path directory, ServerProcess process) throws IOException {
    deploy(archive, directory);
  }

  private static void deploy(Path archive, Path directory) throws IOException {
    Path deployments = Files.createDirectories(directory.resolve("standalone/deployments"));
    String name = archive.getFileName().toString();
    Files.copy(archive, deployments.resolve(name));
    Files.createFile(deployments.resolve(name + ".dodeploy"));
  }

  @Override
  public void undeploy(String archive, Path directory, ServerProcess process) throws IOException {
    String undeployed = "WFLYSRV0009: Undeployed \"" + archive + "\"";
    long before = lines(process, undeployed);
    Path deployments = directory.resolve("standalone/deployments");
    Files.deleteIfExists(deployments.resolve(archive + ".deployed"));
    Files.deleteIfExists(deployments.resolve(archive));
    // A request under way at the end would leave the application with the thread that served it.
    process.await(undeployed, () -> lines(process, undeployed) > before);
  }

  private static long lines(ServerProcess process, String words) {
    return process.lines().stream().filter(line -> line.contains(words)).count();
  }

  @Override
  public Pattern applicationLoader() {
    return Pattern.compile("\"deployment\\.[^\"]*\", org\\.jboss\\.modules\\.ModuleClassLoader$");
  }
}
