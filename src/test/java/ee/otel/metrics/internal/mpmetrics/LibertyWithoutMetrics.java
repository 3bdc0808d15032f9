package ee.otel.metrics.internal.mpmetrics;

import ee.otel.metrics.server.Launch;
import ee.otel.metrics.server.OpenLiberty;
import ee.otel.metrics.server.Server;
import ee.otel.metrics.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Open Liberty with what this library needs of MicroProfile, and without its metrics. */
record LibertyWithoutMetrics(OpenLiberty liberty) implements Server {

  @Override
  public String name() {
    return liberty.name();
  }

  @Override
  public String title() {
    return liberty.title();
  }

  @Override
  public List<String> command(
      Launch launch, List<String> jvmOptions, Path archive, int port, Path directory)
      throws IOException {
    List<String> command = liberty.command(launch, jvmOptions, archive, port, directory);
    Path configuration = directory.resolve("usr/servers/test/server.xml");
    Files.writeString(
        configuration,
        Files.readString(configuration)
            .replace(
                "<feature>microProfile-6.1</feature>",
                "<feature>mpConfig-3.1</feature><feature>mpFaultTolerance-4.0</feature>"));
    return command;
  }

  @Override
  public Map<String, String> environment(Path directory) {
    return liberty.environment(directory);
  }

  @Override
  public Pattern deploymentFailure() {
    return liberty.deploymentFailure();
  }

  @Override
  public void deploy(Path archive, Path directory, ServerProcess process) throws IOException {
    liberty.deploy(archive, directory, process);
  }

  @Override
  public void undeploy(String archive, Path directory, ServerProcess process) throws IOException {
    liberty.undeploy(archive, directory, process);
  }

  @Override
  public Pattern applicationLoader() {
    return liberty.applicationLoader();
  }
}
