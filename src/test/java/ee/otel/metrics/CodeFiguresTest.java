package ee.otel.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The size of files and packages, and how many types are package-private. */
class CodeFiguresTest {
  private static final Path MAIN = Path.of("src/main/java/ee/otel/metrics");
  private static final int LONGEST_FILE = 350;
  private static final int MOST_TYPES = 15;

  /** The goal is 60. */
  private static final int LONGEST_MEDIAN = 68;

  /** The goal is 60. */
  private static final int LEAST_PRIVATE_PERCENT = 53;

  /** What a package-info says that has more types than {@value #MOST_TYPES}. */
  private static final String REASON = "more than fifteen types because";

  private static final Pattern PUBLIC = Pattern.compile("(?m)^public ");

  /** A source file. */
  private record Source(Path file, String text) {
    int lines() {
      return (int) text.lines().count();
    }

    boolean isType() {
      return !file.endsWith("package-info.java");
    }

    boolean isPublic() {
      return PUBLIC.matcher(text).find();
    }
  }

  private static List<Source> sources() {
    try (Stream<Path> files = Files.walk(MAIN)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> new Source(file, read(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void files_areShort() {
    assertEquals(
        List.of(),
        sources().stream()
            .filter(source -> source.lines() > LONGEST_FILE)
            .map(source -> source.file() + " " + source.lines())
            .toList());
    List<Integer> lines = sources().stream().map(Source::lines).sorted().toList();
    int median = lines.get(lines.size() / 2);
    assertTrue(median <= LONGEST_MEDIAN, () -> "median " + median);
  }

  @Test
  void packages_areSmallOrSayWhyNot() {
    Map<Path, Long> types =
        sources().stream()
            .filter(Source::isType)
            .collect(
                Collectors.groupingBy(
                    source -> source.file().getParent(), TreeMap::new, Collectors.counting()));
    List<String> unexplained = new ArrayList<>();
    types.forEach(
        (folder, count) -> {
          String info = read(folder.resolve("package-info.java")).replaceAll("\\s+\\*?\\s*", " ");
          if (count > MOST_TYPES && !info.contains(REASON)) {
            unexplained.add(folder + " " + count);
          }
        });
    assertEquals(List.of(), unexplained);
  }

  @Test
  void mostTypes_arePackagePrivate() {
    List<Source> types = sources().stream().filter(Source::isType).toList();
    long hidden = types.stream().filter(type -> !type.isPublic()).count();
    long percent = 100 * hidden / types.size();
    assertTrue(percent >= LEAST_PRIVATE_PERCENT, () -> percent + " % of " + types.size());
  }
}
