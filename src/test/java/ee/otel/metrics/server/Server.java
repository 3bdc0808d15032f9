package ee.otel.metrics.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** How one kind of application server is started as a child process and given applications. */
public interface Server {

  /** As in the profiles of the build and in {@code arquillian.xml}. */
  String name();

  /** As a person calls it. */
  String title();

  /**
   * The command that runs the launch, after whatever has to lie in the directory was put there.
   *
   * @param jvmOptions to be given to the server's JVM, whole
   * @param archive the exported application
   * @param port the loopback port for HTTP
   * @param directory the process's own, empty but for the archive
   */
  List<String> command(
      Launch launch, List<String> jvmOptions, Path archive, int port, Path directory)
      throws IOException;

  /** What the server's process finds in its environment. */
  default Map<String, String> environment(Path directory) {
    return Map.of();
  }

  /** What the server's output says when the application could not be deployed. */
  Pattern deploymentFailure();

  /** Deploys one more application, soon. */
  void deploy(Path archive, Path directory, ServerProcess process) throws IOException;

  /** Undeploys an application that {@link #deploy} or the launch brought, soon. */
  void undeploy(String archive, Path directory, ServerProcess process) throws IOException;

  /**
   * How a line of {@code jcmd VM.classloaders} ends that stands for the loader of a web
   * application.
   */
  Pattern applicationLoader();

  /** The server that the build names; Payara Micro where none is named. */
  static Server ofTheBuild() {
    String name = System.getProperty("server", "payara");
    return switch (name) {
      case "payara" -> new PayaraMicro();
      case "wildfly" -> new WildFly();
      case "liberty" -> new OpenLiberty();
      default ->
          throw new IllegalArgumentException(
              "server is not one of payara, wildfly, liberty: " + name);
    };
  }

  /** A file of the server that the build has fetched. */
  static Path fetched(Path file) {
    if (!Files.exists(file)) {
      throw new IllegalStateException(file + " is missing; `mvn verify` fetches it once");
    }
    return file;
  }
}
