package ee.otel.metrics.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} names the keys and defaults that the code has. */
class ConfigurationDocumentTest {
  /** Property, environment variable, default, meaning. */
  private static final Pattern ROW =
      Pattern.compile("\\| `(otel\\.[^`]+)` \\| `([^`]+)` \\| (.*?) \\| (.+) \\|");

  @Test
  void table_namesEveryKeyOnceWithItsDefault() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    for (Matcher row : rows()) {
      String before = documented.put(row.group(1), row.group(3));
      assertEquals(null, before, row.group(1) + " is documented twice");
    }
    Map<String, String> coded = new TreeMap<>();
    Stream.concat(ConfigReader.keys(), new ViewKeys("<id>").all().stream())
        .forEach(
            key -> {
              String fallback = key.fallbackText().isEmpty() ? "" : "`" + key.fallbackText() + "`";
              for (String name : key.names()) {
                coded.put(name, name.equals(key.name()) ? fallback : "`" + key.name() + "`");
              }
            });
    // The one key whose fallback is another key that has a shape of its own.
    coded.put("otel.exporter.otlp.metrics.endpoint", "`otel.exporter.otlp.endpoint`");

    assertEquals(coded, documented);
  }

  @Test
  void table_namesTheEnvironmentForms() throws IOException {
    for (Matcher row : rows()) {
      assertEquals(row.group(1).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), row.group(2));
    }
  }

  private static List<Matcher> rows() throws IOException {
    List<Matcher> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("docs", "configuration.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.add(row);
      }
    }
    return rows;
  }
}
