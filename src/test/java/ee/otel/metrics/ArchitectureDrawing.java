package ee.otel.metrics;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Draws docs/architecture.svg from what the compiled packages really import: {@code mvn -q
 * test-compile exec:java -Dexec.mainClass=ee.otel.metrics.ArchitectureDrawing
 * -Dexec.classpathScope=test}. A package stands above all that it depends on; an arrow that follows
 * from others is left out.
 */
public final class ArchitectureDrawing {
  static final Path FILE = Path.of("docs/architecture.svg");

  private static final String ROOT = "ee.otel.metrics";
  private static final int WIDTH = 1400;
  private static final int ROW = 96;
  private static final int BOX_HEIGHT = 40;
  private static final int BOX_WIDTH = 128;

  private final Map<String, Set<String>> dependencies = new TreeMap<>();
  private final Map<String, Integer> levels = new HashMap<>();
  private final Map<String, int[]> places = new HashMap<>();

  private ArchitectureDrawing() {
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT)) {
      if (type.getSimpleName().equals("package-info")) {
        continue;
      }
      String from = name(type.getPackageName());
      Set<String> targets = dependencies.computeIfAbsent(from, unused -> new TreeSet<>());
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType().getPackageName())
          .filter(target -> target.equals(ROOT) || target.startsWith(ROOT + "."))
          .map(ArchitectureDrawing::name)
          .filter(target -> !target.equals(from))
          .forEach(targets::add);
    }
  }

  public static void main(String[] arguments) throws IOException {
    Files.writeString(FILE, draw());
  }

  /** The drawing, the same for the same packages. */
  static String draw() {
    return new ArchitectureDrawing().svg();
  }

  private static String name(String packageName) {
    return packageName.equals(ROOT) ? "wiring" : packageName.substring(ROOT.length() + 1);
  }

  private int level(String name) {
    Integer known = levels.get(name);
    if (known != null) {
      return known;
    }
    levels.put(name, 0); // a circle would end here; ArchitectureTest forbids it
    int level = 0;
    for (String target : dependencies.getOrDefault(name, Set.of())) {
      level = Math.max(level, level(target) + 1);
    }
    levels.put(name, level);
    return level;
  }

  private String svg() {
    List<List<String>> rows = new ArrayList<>();
    for (String name : dependencies.keySet()) {
      while (rows.size() <= level(name)) {
        rows.add(new ArrayList<>());
      }
      rows.get(level(name)).add(name);
    }
    int height = rows.size() * ROW + 8;
    for (int level = 0; level < rows.size(); level++) {
      List<String> row = rows.get(level);
      row.sort(Comparator.comparing((String name) -> isOurs(name) ? 0 : 1).thenComparing(n -> n));
      for (int i = 0; i < row.size(); i++) {
        int center = WIDTH * (2 * i + 1) / (2 * row.size());
        places.put(row.get(i), new int[] {center, (rows.size() - 1 - level) * ROW + 12});
      }
    }
    StringBuilder svg = new StringBuilder();
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + height)
        .append("\" font-family=\"sans-serif\" font-size=\"13\">\n")
        .append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    dependencies.forEach((from, targets) -> targets.forEach(to -> arrow(svg, from, to)));
    places.keySet().stream().sorted().forEach(name -> box(svg, name));
    return svg.append("</svg>\n").toString();
  }

  private static boolean isOurs(String name) {
    return name.startsWith("internal.");
  }

  private void arrow(StringBuilder svg, String from, String to) {
    boolean follows =
        dependencies.get(from).stream()
            .anyMatch(between -> !between.equals(to) && reaches(between, to));
    if (follows) {
      return;
    }
    int[] start = places.get(from);
    int[] end = places.get(to);
    int startY = start[1] + BOX_HEIGHT;
    int middle = (startY + end[1]) / 2;
    svg.append("<path d=\"M" + start[0] + " " + startY)
        .append(" C" + start[0] + " " + middle + " " + end[0] + " " + middle)
        .append(" " + end[0] + " " + end[1])
        .append("\" fill=\"none\" stroke=\"#8aa0b4\" stroke-width=\"1.2\"/>\n");
  }

  private boolean reaches(String from, String to) {
    return from.equals(to)
        || dependencies.getOrDefault(from, Set.of()).stream().anyMatch(next -> reaches(next, to));
  }

  private void box(StringBuilder svg, String name) {
    int[] place = places.get(name);
    int x = place[0] - BOX_WIDTH / 2;
    String shown = isOurs(name) ? name.substring("internal.".length()) : name;
    svg.append("<rect x=\"" + x + "\" y=\"" + place[1] + "\" width=\"" + BOX_WIDTH)
        .append("\" height=\"" + BOX_HEIGHT + "\" rx=\"5\" fill=\"")
        .append(isOurs(name) ? "#eef3f8" : "#d7ecd9")
        .append("\" stroke=\"#44617b\"/>\n")
        .append("<text x=\"" + place[0] + "\" y=\"" + (place[1] + 25))
        .append("\" text-anchor=\"middle\">" + shown + "</text>\n");
  }
}
