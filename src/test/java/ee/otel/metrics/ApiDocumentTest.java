package ee.otel.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What an application may use: {@code docs/api.md}, and what the sources say of it. */
class ApiDocumentTest {
  private static final Pattern INTERNAL =
      Pattern.compile("(?s)^/\\*\\*\\s+(?:\\* )?Internal\\. .*");

  /** A public method or constructor, but not the compact constructor of a record. */
  private static final Pattern PUBLIC_MEMBER =
      Pattern.compile(" {2,4}public (?!static final)[^=]*\\(.*");

  /** An application may use what docs/api.md lists, and nothing else. */
  @Test
  void publicTypes_areListedOrInternal() {
    String listed = MainSource.read(Path.of("docs/api.md"));
    List<String> missing = new ArrayList<>();
    for (MainSource source : MainSource.types()) {
      String packageName = source.packageName();
      boolean internal = packageName.startsWith("internal.");
      if (internal) {
        String info = MainSource.read(source.file().resolveSibling("package-info.java"));
        assertTrue(INTERNAL.matcher(info).matches(), () -> packageName + " does not say Internal.");
      } else if (source.isPublic() && !listed.contains("| `" + source.typeName() + "` |")) {
        missing.add(packageName + "." + source.typeName());
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void listedTypes_exist() {
    List<String> known =
        MainSource.types().stream()
            .filter(source -> source.isPublic() && !source.packageName().startsWith("internal."))
            .map(MainSource::typeName)
            .toList();
    List<String> gone =
        MainSource.read(Path.of("docs/api.md"))
            .lines()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .filter(name -> !known.contains(name))
            .toList();
    assertEquals(List.of(), gone);
  }

  /** What an application may use says what it is; a record's components stand in its own text. */
  @Test
  void publicMembers_areDocumented() {
    List<String> silent = new ArrayList<>();
    for (MainSource source : MainSource.types()) {
      if (source.packageName().startsWith("internal.") || !source.isPublic()) {
        continue;
      }
      List<String> lines = source.text().lines().toList();
      for (int i = 1; i < lines.size(); i++) {
        if (PUBLIC_MEMBER.matcher(lines.get(i)).matches() && !isDocumented(lines, i)) {
          silent.add(source.typeName() + ": " + lines.get(i).strip());
        }
      }
    }
    assertEquals(List.of(), silent);
  }

  private static boolean isDocumented(List<String> lines, int member) {
    int above = member - 1;
    while (lines.get(above).strip().startsWith("@")) {
      if (lines.get(above).contains("@Override")) {
        return true;
      }
      above--;
    }
    return lines.get(above).strip().endsWith("*/");
  }
}
