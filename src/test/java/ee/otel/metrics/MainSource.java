package ee.otel.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file of the product's sources: a top-level type, or a package-info. */
record MainSource(Path file, String text) {
  private static final Path MAIN = Path.of("src/main/java/ee/otel/metrics");
  private static final Pattern PUBLIC = Pattern.compile("(?m)^public ");

  static List<MainSource> all() {
    try (Stream<Path> files = Files.walk(MAIN)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> new MainSource(file, read(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the package-infos. */
  static List<MainSource> types() {
    return all().stream().filter(MainSource::isType).toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isType() {
    return !file.endsWith("package-info.java");
  }

  boolean isPublic() {
    return PUBLIC.matcher(text).find();
  }

  /** Below the product's own; empty for that. */
  String packageName() {
    return MAIN.relativize(file.getParent()).toString().replace('/', '.');
  }

  String typeName() {
    return file.getFileName().toString().replace(".java", "");
  }
}
