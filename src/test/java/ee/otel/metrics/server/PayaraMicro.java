package ee.otel.metrics.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Payara Micro, the jar that the build copied into {@code target/server}. */
public final class PayaraMicro implements Server {

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
      Launch launch, List<String> jvmOptions, Path archive, int port, Path directory) {
    Path jar = Server.fetched(Project.serverDirectory().resolve("payara-micro.jar"));
    List<String> command = new ArrayList<>();
    command.add(launch.java().toString());
    command.addAll(jvmOptions);
    if (launch.telemetry()) {
      command.add("-Dotel.sdk.disabled=false");
    }
    command.addAll(List.of("-jar", jar.toString(), "--deploy", archive.toString()));
    command.addAll(List.of("--port", Integer.toString(port), "--nocluster"));
    command.addAll(
        List.of(
            "--prebootcommandfile",
            Project.base().resolve("server-config/payara/preboot.asadmin").toString()));
    return command;
  }

  @Override
  public Pattern deploymentFailure() {
    return Pattern.compile("Failed to deploy|Exception while (loading|deploying) the app");
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
