package ee.otel.metrics.benchmark.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/** How long the thread that deploys was in which of our methods: what {@link StartSampler} saw. */
final class StartProfile {
  private static final Pattern LINE = Pattern.compile(".*" + StartSampler.LINE + "(\\d+) (.+)");
  private static final long LEAST_MICROS = 5_000;

  private final Map<String, Long> micros = new TreeMap<>();

  /** What makes a JVM sample its start and print it as it ends. */
  static String jvmOption(Path directory) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", StartSampler.class.getName());
    Path jar = directory.resolve("start-sampler.jar");
    String entry = StartSampler.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream classFile = StartSampler.class.getResourceAsStream("/" + entry)) {
      out.putNextEntry(new ZipEntry(entry));
      classFile.transferTo(out);
    }
    return "-javaagent:" + jar;
  }

  /**
   * @param output what the JVM printed
   */
  StartProfile(List<String> output) {
    for (String line : output) {
      Matcher sample = LINE.matcher(line);
      if (sample.matches()) {
        micros.put(sample.group(2), Long.parseLong(sample.group(1)));
      }
    }
  }

  /** A table, as Markdown; each row counts what lies below it too. */
  String table() {
    StringBuilder table = new StringBuilder("| our methods | ms |\n| --- | --: |\n");
    long all =
        micros.entrySet().stream()
            .filter(entry -> !entry.getKey().contains(" > "))
            .mapToLong(Map.Entry::getValue)
            .sum();
    row(table, "all", all);
    micros.forEach(
        (chain, sum) -> {
          if (sum >= LEAST_MICROS) {
            row(table, "`" + chain + "`", sum);
          }
        });
    return table.toString();
  }

  private static void row(StringBuilder table, String what, long micros) {
    table.append(String.format(Locale.ROOT, "| %s | %d |%n", what, micros / 1000));
  }
}
