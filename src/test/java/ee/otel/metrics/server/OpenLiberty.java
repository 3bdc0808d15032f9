package ee.otel.metrics.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.h2.Driver;

/**
 * Open Liberty, as the build unpacked it in {@code target/server}. Each process has its own user
 * directory.
 */
public final class OpenLiberty implements Server {
  private final String configuration;

  /** As the build configures it. */
  public OpenLiberty() {
    this("server.xml");
  }

  /**
   * With other features.
   *
   * @param configuration a file of {@code server-config/liberty} that takes the place of server.xml
   */
  OpenLiberty(String configuration) {
    this.configuration = configuration;
  }

  @Override
  public String name() {
    return "liberty";
  }

  @Override
  public String title() {
    return "Open Liberty";
  }

  @Override
  public List<String> command(
      Launch launch, List<String> jvmOptions, Path archive, int port, Path directory)
      throws IOException {
    Path home = Server.fetched(Project.serverDirectory().resolve("wlp"));
    Path configured = Project.base().resolve("server-config/liberty");
    Path server = Files.createDirectories(serverDirectory(directory));
    Files.copy(configured.resolve(configuration), server.resolve("server.xml"));
    Files.writeString(
        server.resolve("bootstrap.properties"),
        """
        http.port=%d
        application.updates=polled
        application=%s
        h2.jar=%s
        """
            .formatted(port, launch.name(), h2()));
    Path applications = server.resolve(launch.telemetry() ? "apps" : "dropins");
    Files.createDirectories(server.resolve("dropins"));
    Files.createDirectories(applications);
    Files.copy(archive, applications.resolve(archive.getFileName()));
    Path overrides = Files.createDirectories(server.resolve("configDropins/overrides"));
    if (launch.telemetry()) {
      Files.copy(configured.resolve("telemetry.xml"), overrides.resolve("telemetry.xml"));
    }
    if (launch.monitoring()) {
      Files.copy(configured.resolve("monitoring.xml"), overrides.resolve("monitoring.xml"));
    }
    List<String> command = new ArrayList<>();
    command.add(launch.java().toString());
    command.add("-javaagent:" + home.resolve("bin/tools/ws-javaagent.jar"));
    // What the server's own script opens of the JDK.
    command.add("@" + home.resolve("lib/platform/java/java9.options"));
    command.addAll(jvmOptions);
    if (launch.telemetry()) {
      command.add("-Dotel.sdk.disabled=false");
    }
    command.addAll(List.of("-jar", home.resolve("bin/tools/ws-server.jar").toString(), "test"));
    return command;
  }

  /** The database that this server does not bring. */
  private static String h2() {
    return Driver.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  @Override
  public Map<String, String> environment(Path directory) {
    return Map.of("WLP_USER_DIR", directory.resolve("usr").toString());
  }

  private static Path serverDirectory(Path directory) {
    return directory.resolve("usr/servers/test");
  }

  @Override
  public Pattern deploymentFailure() {
    return Pattern.compile("CWWKZ0002E|CWWKZ0004E|CWWKZ0106E|CWWKE0701E");
  }

  @Override
  public void deploy(Path archive, Path directory, ServerProcess process) throws IOException {
    Files.copy(
        archive, serverDirectory(directory).resolve("dropins").resolve(archive.getFileName()));
  }

  @Override
  public void undeploy(String archive, Path directory, ServerProcess process) throws IOException {
    Files.delete(serverDirectory(directory).resolve("dropins").resolve(archive));
  }

  @Override
  public Pattern applicationLoader() {
    return Pattern.compile("com\\.ibm\\.ws\\.classloading\\.internal\\.AppClassLoader$");
  }
}
