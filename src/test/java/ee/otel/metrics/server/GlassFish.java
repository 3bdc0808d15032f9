package ee.otel.metrics.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * GlassFish, and Payara Server, which starts in the same way. Each process has a domain of its own,
 * all of whose ports are free ones on loopback.
 */
final class GlassFish implements Server {
  private static final Pattern PORT = Pattern.compile("\\bport=\"(\\d+)\"");

  private final String home;
  private final String title;

  /**
   * @param home the directory that its archive unpacks to
   */
  GlassFish(String home, String title) {
    this.home = home;
    this.title = title;
  }

  @Override
  public String name() {
    return home;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public List<String> command(
      Launch launch, List<String> jvmOptions, Path archive, int port, Path directory)
      throws IOException {
    Path server = Server.fetched(Project.serverDirectory().resolve(home));
    Path domain = domain(directory);
    copy(server.resolve("glassfish/domains/domain1"), domain);
    Path configuration = domain.resolve("config/domain.xml");
    Files.writeString(configuration, onLoopback(Files.readString(configuration), port));
    deploy(archive, directory);
    List<String> command = invocation(server, launch.java(), domain);
    if (launch.telemetry()) {
      command.add(1, "-Dotel.sdk.disabled=false");
    }
    command.addAll(1, jvmOptions);
    return command;
  }

  /** Every port that is listened on becomes a free one, every address loopback. */
  private static String onLoopback(String domain, int port) {
    return PORT.matcher(domain)
        .replaceAll(
            found -> {
              int other = found.group(1).equals("8080") ? port : ServerProcess.freePort();
              return "port=\"" + other + "\"";
            })
        .replace("address=\"0.0.0.0\"", "address=\"127.0.0.1\"")
        .replaceAll(
            "<network-listener (?![^>]*address=)", "<network-listener address=\"127.0.0.1\" ")
        .replace("telnet.port=6666", "telnet.port=" + ServerProcess.freePort())
        .replace(
            "<hazelcast-config-specific-configuration>",
            "<hazelcast-config-specific-configuration enabled=\"false\">");
  }

  /** What the server's own start script would run, as it says itself. */
  private static List<String> invocation(Path server, Path java, Path domain) throws IOException {
    ProcessBuilder asking =
        new ProcessBuilder(
                server.resolve("bin/asadmin").toString(),
                "start-domain",
                "--dry-run",
                "--domaindir",
                domain.getParent().toString(),
                domain.getFileName().toString())
            .redirectErrorStream(true);
    Path jdk = java.getParent().getParent();
    asking.environment().put("AS_JAVA", jdk.toString());
    asking.environment().put("JAVA_HOME", jdk.toString());
    Files.setPosixFilePermissions(
        server.resolve("bin/asadmin"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Process asked = asking.start();
    String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<String> lines = answer.lines().filter(line -> !line.isBlank()).toList();
    int begin = lines.indexOf("Dump of JVM Invocation line that would be used to launch:");
    int end = lines.indexOf("Command start-domain executed successfully.");
    if (begin < 0 || end < begin) {
      throw new AssertionError("asadmin does not say how the domain is started\n" + answer);
    }
    List<String> command = new ArrayList<>(lines.subList(begin + 1, end));
    command.set(0, java.toString());
    // The master password would be read there, whatever comes after the word.
    int stdin = command.indexOf("-read-stdin");
    if (stdin >= 0) {
      command.subList(stdin, stdin + 2).clear();
    }
    return command;
  }

  private static Path domain(Path directory) {
    return directory.resolve("domains/domain1");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copied = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copied);
        } else {
          Files.copy(file, copied);
        }
      }
    }
  }

  @Override
  public Pattern deploymentFailure() {
    return Pattern.compile(
        "Failed to deploy|Exception while (preparing|loading|deploying) the app|autodeployment failed");
  }

  @Override
  public void deploy(Path archive, Path directory, ServerProcess process) throws IOException {
    deploy(archive, directory);
  }

  private static void deploy(Path archive, Path directory) throws IOException {
    Path automatic = Files.createDirectories(domain(directory).resolve("autodeploy"));
    Files.copy(archive, automatic.resolve(archive.getFileName()));
  }

  @Override
  public void undeploy(String archive, Path directory, ServerProcess process) throws IOException {
    Files.delete(domain(directory).resolve("autodeploy").resolve(archive));
  }

  @Override
  public Map<String, String> environment(Path directory) {
    // Where its start script finds the database of the persistent timers.
    Path database = Project.serverDirectory().resolve(home).resolve("javadb");
    return Map.of("AS_DERBY_INSTALL", database.toString());
  }

  @Override
  public Pattern applicationLoader() {
    return Pattern.compile("org\\.glassfish\\.web\\.loader\\.WebappClassLoader$");
  }
}
