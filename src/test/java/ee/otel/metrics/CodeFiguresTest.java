package ee.otel.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The size of files and packages, and how many types are package-private. */
class CodeFiguresTest {
  private static final int LONGEST_FILE = 350;
  private static final int MOST_TYPES = 15;

  /** Of the types' files; package-infos are shorter. */
  private static final int LONGEST_MEDIAN = 60;

  private static final int LEAST_PRIVATE_PERCENT = 60;

  /** What a package-info says that has more types than {@value #MOST_TYPES}. */
  private static final String REASON = "more than fifteen types because";

  private static int lines(MainSource source) {
    return (int) source.text().lines().count();
  }

  @Test
  void files_areShort() {
    assertEquals(
        List.of(),
        MainSource.all().stream()
            .filter(source -> lines(source) > LONGEST_FILE)
            .map(source -> source.file() + " " + lines(source))
            .toList());
  }

  @Test
  void medianFile_isReadInOneGo() {
    List<Integer> lines = MainSource.types().stream().map(CodeFiguresTest::lines).sorted().toList();
    int median = lines.get(lines.size() / 2);
    assertTrue(median <= LONGEST_MEDIAN, () -> "median " + median);
  }

  @Test
  void packages_areSmallOrSayWhyNot() {
    Map<Path, Long> types =
        MainSource.types().stream()
            .collect(
                Collectors.groupingBy(
                    source -> source.file().getParent(), TreeMap::new, Collectors.counting()));
    List<String> unexplained = new ArrayList<>();
    types.forEach(
        (folder, count) -> {
          String info =
              MainSource.read(folder.resolve("package-info.java")).replaceAll("\\s+\\*?\\s*", " ");
          if (count > MOST_TYPES && !info.contains(REASON)) {
            unexplained.add(folder + " " + count);
          }
        });
    assertEquals(List.of(), unexplained);
  }

  @Test
  void mostTypes_arePackagePrivate() {
    List<MainSource> types = MainSource.types();
    long hidden = types.stream().filter(type -> !type.isPublic()).count();
    long percent = 100 * hidden / types.size();
    assertTrue(percent >= LEAST_PRIVATE_PERCENT, () -> percent + " % of " + types.size());
  }
}
