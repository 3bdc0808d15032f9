package ee.otel.metrics.internal.prometheus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what a request's headers ask for (Prometheus: <em>Scrape protocol content
 * negotiation</em>).
 *
 * <p>Any header has an answer: what cannot be read or served is ignored, as is what follows the
 * first {@value #LONGEST} characters.
 */
final class Negotiation {
  private static final int LONGEST = 8192;

  private Negotiation() {}

  /** The format with the highest weight that can be served; of equal ones the first. */
  static Format format(@Nullable String accept) {
    return ranges(accept).stream()
        .map(Negotiation::served)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(Format.DEFAULT);
  }

  /** Whether the answer may be compressed by gzip. */
  static boolean gzip(@Nullable String acceptEncoding) {
    for (Range range : ranges(acceptEncoding)) {
      if (range.name().equals("gzip") || range.name().equals("x-gzip")) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Format> served(Range range) {
    String version = range.parameters().getOrDefault("version", "");
    Format.Type type =
        switch (range.name()) {
          case "application/openmetrics-text" ->
              version.isEmpty() || version.equals("1.0.0") ? Format.Type.OPEN_METRICS : null;
          case "text/plain" ->
              version.equals("1.0.0")
                  ? Format.Type.TEXT_1_0
                  : version.isEmpty() || version.equals("0.0.4") ? Format.Type.TEXT : null;
          case "application/*" -> Format.Type.OPEN_METRICS;
          case "text/*", "*/*" -> Format.Type.TEXT;
          default -> null;
        };
    Escaping escaping =
        Escaping.of(range.parameters().getOrDefault("escaping", "")).orElse(Escaping.UNDERSCORES);
    return type == null ? Optional.empty() : Optional.of(new Format(type, escaping));
  }

  /** One element of a header. */
  private record Range(String name, double weight, Map<String, String> parameters) {}

  /** The elements that are wanted, those with the highest weight first. */
  private static List<Range> ranges(@Nullable String header) {
    if (header == null) {
      return List.of();
    }
    List<Range> ranges = new ArrayList<>();
    for (String element : header.substring(0, Math.min(header.length(), LONGEST)).split(",")) {
      Range range = range(element);
      if (range.weight() > 0) {
        ranges.add(range);
      }
    }
    ranges.sort(Comparator.comparingDouble(Range::weight).reversed());
    return ranges;
  }

  private static Range range(String element) {
    String[] parts = element.split(";");
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] parameter = parts[i].split("=", 2);
      String value = parameter.length == 2 ? parameter[1].strip() : "";
      parameters.putIfAbsent(lower(parameter[0]), value.replace("\"", ""));
    }
    return new Range(
        parts.length == 0 ? "" : lower(parts[0]),
        weight(parameters.getOrDefault("q", "1")),
        parameters);
  }

  private static double weight(String q) {
    try {
      double weight = Double.parseDouble(q);
      return weight >= 0 && weight <= 1 ? weight : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
