package ee.otel.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One thing has one name, the specification's or the field's: retired words do not come back. */
class WordsTest {

  /** Each retired word; CONTRIBUTING.md says what stands for it now. */
  private static final Pattern RETIRED =
      Pattern.compile(
          "\\b(?:[Pp]ictures?|[Cc]ellars?|[Vv]oices?|[Rr]ims?|[Rr]ooms?|ROOMS?|in the house"
              + "|[Hh]arvests?|[Hh]arvested|[Rr]ehearsals?|[Vv]erdicts?|Passage|Handover|NoAnswer"
              + "|Framing|BufferLoan|RequestWalk|AttributesWalk|ApiValueWalk|SeriesDirectory)\\b");

  /** An exemplar is no example; the word is left for its own meaning in tests and file names. */
  private static final Pattern EXAMPLE =
      Pattern.compile("(?<!for )(?<!For )\\b[Ee]xamples?\\b(?!/|IT|\\.com)");

  private static final List<String> TEXTS =
      List.of("README.md", "RATIONALE.md", "CONTRIBUTING.md", "docs");

  @ParameterizedTest
  @ValueSource(strings = {"src/main", "src/jcstress"})
  void exemplars_areNotCalledExamples(String tree) {
    assertEquals(List.of(), found(Path.of(tree), ".java", EXAMPLE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"src/main", "src/test", "src/jcstress", "src/jmh", "src/demo"})
  void sources_haveNoRetiredWord(String tree) {
    assertEquals(List.of(), found(Path.of(tree), ".java", RETIRED));
  }

  @Test
  void documents_haveNoRetiredWord() {
    List<String> found = new ArrayList<>();
    TEXTS.forEach(text -> found.addAll(found(Path.of(text), ".md", RETIRED)));
    assertEquals(List.of(), found);
  }

  private static List<String> found(Path below, String ending, Pattern words) {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(below)) {
      files
          .filter(file -> file.toString().endsWith(ending) && !file.endsWith("WordsTest.java"))
          .filter(file -> !file.endsWith("CONTRIBUTING.md"))
          .forEach(file -> found.addAll(foundIn(file, words)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static List<String> foundIn(Path file, Pattern words) {
    List<String> found = new ArrayList<>();
    try {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        Matcher matcher = words.matcher(lines.get(i));
        if (matcher.find()) {
          found.add(file + ":" + (i + 1) + ": " + matcher.group());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
