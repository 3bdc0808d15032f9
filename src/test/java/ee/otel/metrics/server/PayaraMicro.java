package ee.otel.metrics.server;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Payara Micro, the jar that the build copied into {@code target/server}. */
public final class PayaraMicro implements Server {
  private final String file;

  /** The one that the build tests with. */
  public PayaraMicro() {
    this("payara-micro.jar");
  }

  /**
   * Another one.
   *
   * @param file a jar in {@code target/server}
   */
  PayaraMicro(String file) {
    this.file = file;
  }

  @Override
  public String name() {
    return "payara";
  }

  @Override
  public String title() {
    return "Payara Micro";
  }

  @Override
  public List<String> command(
      Launch launch, List<String> jvmOptions, Path archive, int port, Path directory)
      throws IOException {
    Path jar = Server.fetched(Project.serverDirectory().resolve(file));
    List<String> command = new ArrayList<>();
    command.add(launch.java().toString());
    command.addAll(jvmOptions);
    if (launch.telemetry()) {
      command.add("-Dotel.sdk.disabled=false");
    }
    if (launch.monitoring()) {
      command.add("-javaagent:" + agent(jar, directory));
    }
    command.addAll(List.of("-jar", jar.toString(), "--deploy", archive.toString()));
    command.addAll(List.of("--port", Integer.toString(port), "--nocluster"));
    Path configured = Project.base().resolve("server-config/payara");
    String before = launch.monitoring() ? "monitoring.asadmin" : "preboot.asadmin";
    command.addAll(List.of("--prebootcommandfile", configured.resolve(before).toString()));
    if (launch.monitoring()) {
      command.addAll(
          List.of("--postbootcommandfile", configured.resolve("amx.asadmin").toString()));
    }
    return command;
  }

  /** Without it most of what the server measures stays 0; it lies within the server's jar. */
  private static Path agent(Path jar, Path directory) throws IOException {
    Path agent = directory.resolve("flashlight-agent.jar");
    try (FileSystem server = FileSystems.newFileSystem(jar)) {
      Files.copy(server.getPath("MICRO-INF/runtime/flashlight-agent.jar"), agent);
    }
    return agent;
  }

  @Override
  public Pattern deploymentFailure() {
    return Pattern.compile(
        "Failed to deploy|Exception while (preparing|loading|deploying) the app");
  }

  @Override
  public void deploy(Path archive, Path directory, ServerProcess process) {
    process.tell("deploy " + archive);
  }

  @Override
  public void undeploy(String archive, Path directory, ServerProcess process) {
    process.tell("undeploy " + Launch.baseName(archive));
  }

  @Override
  public Pattern applicationLoader() {
    return Pattern.compile("org\\.glassfish\\.web\\.loader\\.WebappClassLoader$");
  }
}
