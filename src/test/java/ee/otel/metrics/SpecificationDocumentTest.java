package ee.otel.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/specification.md} proves its rows by tests that there are. */
class SpecificationDocumentTest {
  /** Number, what is demanded, whether it is offered, the tests that prove it. */
  private static final Pattern ROW =
      Pattern.compile("\\| (M|E|P|S|B)(\\d+) \\| (.+) \\| (yes|no) \\| (.*) \\|");

  private static final Pattern PROOF = Pattern.compile("`(\\w+)(?:#(\\w+))?`");
  private static final Pattern TEST_METHOD =
      Pattern.compile(
          "@(?:Test|ParameterizedTest|Property)\\b(?:(?!\\n  }\\n)[\\s\\S])*?\\bvoid (\\w+)\\(");
  private static final Pattern STRESS = Pattern.compile("@JCStressTest\\b");

  private record Row(String chapter, int number, String offered, String proofs) {}

  @Test
  void proofs_exist() throws IOException {
    Map<String, Set<String>> tests = tests();
    List<String> missing = new ArrayList<>();
    for (Row row : rows()) {
      Matcher proof = PROOF.matcher(row.proofs());
      while (proof.find()) {
        Set<String> methods = tests.get(proof.group(1));
        if (methods == null || (proof.group(2) != null && !methods.contains(proof.group(2)))) {
          missing.add(row.chapter() + row.number() + ": " + proof.group());
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  /** A cell is tests, or a dash where there is none yet. */
  @Test
  void cells_holdNothingButProofs() throws IOException {
    for (Row row : rows()) {
      assertTrue(
          row.proofs().equals("—")
              || Pattern.matches("`\\w+(#\\w+)?`(, `\\w+(#\\w+)?`)*", row.proofs()),
          row::toString);
    }
  }

  @Test
  void rows_areAllThere() throws IOException {
    List<Row> rows = rows();
    assertEquals(numbers(89), numbers(rows, "M"));
    assertEquals(numbers(16), numbers(rows, "P"));
    assertEquals(numbers(40), numbers(rows, "B"));
    assertEquals(numbers(14), numbers(rows, "S"));
  }

  private static List<Integer> numbers(int count) {
    return IntStream.rangeClosed(1, count).boxed().toList();
  }

  private static List<Integer> numbers(List<Row> rows, String chapter) {
    return rows.stream().filter(row -> row.chapter().equals(chapter)).map(Row::number).toList();
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("docs", "specification.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.add(new Row(row.group(1), Integer.parseInt(row.group(2)), row.group(4), row.group(5)));
      } else {
        assertTrue(!line.matches("\\| [MEPSB]\\d.*"), line);
      }
    }
    return rows;
  }

  /** The classes that hold tests, and the names of these. Read as text: not all are compiled. */
  private static Map<String, Set<String>> tests() throws IOException {
    Map<String, Set<String>> tests = new HashMap<>();
    for (String folder : List.of("test", "jcstress")) {
      try (Stream<Path> files = Files.walk(Path.of("src", folder))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          String source = Files.readString(file);
          Set<String> methods = new HashSet<>();
          Matcher method = TEST_METHOD.matcher(source);
          while (method.find()) {
            methods.add(method.group(1));
          }
          if (!methods.isEmpty() || STRESS.matcher(source).find()) {
            tests.put(file.getFileName().toString().replace(".java", ""), methods);
          }
        }
      }
    }
    return tests;
  }
}
