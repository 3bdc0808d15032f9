package ee.otel.metrics.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the build keeps its things. */
public final class Project {
  private Project() {}

  /** The project's top directory; Maven names it, an IDE starts there. */
  public static Path base() {
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  }

  public static Path target() {
    return base().resolve("target");
  }

  /** The server's files, as the build's profile fetched them. */
  public static Path serverDirectory() {
    return Path.of(System.getProperty("server.directory", target().resolve("server").toString()));
  }

  /** The product as users get it; {@code -Dproduct.jar=...} tests another. */
  public static Path productJar() {
    String other = System.getProperty("product.jar");
    if (other != null) {
      return Path.of(other);
    }
    return jars(target()).stream()
        .filter(jar -> jar.getFileName().toString().startsWith("otel-metrics-ee-"))
        .filter(jar -> !jar.getFileName().toString().matches(".*-(sources|javadoc|tests)\\.jar"))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no product jar in target; `mvn package` makes it"));
  }

  /** What the product needs beside it in {@code WEB-INF/lib}. */
  public static List<Path> warLibraries() {
    return jars(target().resolve("war-lib"));
  }

  private static List<Path> jars(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be read; `mvn package` makes it", e);
    }
  }

  /** The command of JDK 25, where there is one: in {@code -Djava25.home} or below /usr/lib/jvm. */
  static Optional<Path> java25() {
    String home = System.getProperty("java25.home");
    if (home != null) {
      return Optional.of(Path.of(home, "bin", "java"));
    }
    Path machines = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(machines)) {
      return Optional.empty();
    }
    try (Stream<Path> found = Files.list(machines)) {
      return found
          .filter(directory -> directory.getFileName().toString().matches(".*\\b25\\b.*"))
          .map(directory -> directory.resolve("bin/java"))
          .filter(Files::isExecutable)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
