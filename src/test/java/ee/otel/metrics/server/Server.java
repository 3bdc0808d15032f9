package ee.otel.metrics.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** How one kind of application server is started as a child process. */
public interface Server {

  /** As in the profiles of the build and in {@code arquillian.xml}. */
  String name();

  /** As a person calls it. */
  String title();

  /**
   * The command that runs the launch, after whatever has to lie in the directory was put there.
   *
   * @param jvmOptions to be given to the server's JVM, whole
   * @param war the exported application
   * @param port the loopback port for HTTP
   * @param directory the process's own, empty but for the WAR
   */
  List<String> command(Launch launch, List<String> jvmOptions, Path war, int port, Path directory)
      throws IOException;

  /** What the server's output says when the application could not be deployed. */
  Pattern deploymentFailure();

  /** The server that the build's profile names; Payara Micro where none is named. */
  static Server ofTheBuild() {
    String name = System.getProperty("server", "payara");
    return switch (name) {
      case "payara" -> new PayaraMicro();
      default -> throw new IllegalArgumentException("server is not one of payara: " + name);
    };
  }
}
