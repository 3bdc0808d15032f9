package ee.otel.metrics.internal.prometheus;

import static java.util.Map.entry;

import java.util.Map;

/** UCUM units in the words of Prometheus (specification: <em>Metric Metadata</em>). */
final class UnitWords {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          entry("d", "days"),
          entry("h", "hours"),
          entry("min", "minutes"),
          entry("s", "seconds"),
          entry("ms", "milliseconds"),
          entry("us", "microseconds"),
          entry("ns", "nanoseconds"),
          entry("By", "bytes"),
          entry("KiBy", "kibibytes"),
          entry("MiBy", "mebibytes"),
          entry("GiBy", "gibibytes"),
          entry("TiBy", "tebibytes"),
          entry("kBy", "kilobytes"),
          entry("KBy", "kilobytes"),
          entry("MBy", "megabytes"),
          entry("GBy", "gigabytes"),
          entry("TBy", "terabytes"),
          entry("m", "meters"),
          entry("V", "volts"),
          entry("A", "amperes"),
          entry("J", "joules"),
          entry("W", "watts"),
          entry("g", "grams"),
          entry("Cel", "celsius"),
          entry("Hz", "hertz"),
          entry("%", "percent"),
          entry("1", ""));

  /** The same in the singular, after "per". */
  private static final Map<String, String> PER_WORDS =
      Map.ofEntries(
          entry("s", "second"),
          entry("m", "minute"),
          entry("min", "minute"),
          entry("h", "hour"),
          entry("d", "day"),
          entry("w", "week"),
          entry("wk", "week"),
          entry("mo", "month"),
          entry("y", "year"),
          entry("a", "year"));

  private UnitWords() {}

  /**
   * The unit in words: letters, digits and single underscores between them; empty for none.
   *
   * @param gauge whether {@code 1} is a ratio, as the collector and others write it
   */
  static String of(String unit, boolean gauge) {
    if (unit.equals("1") && gauge) {
      return "ratio";
    }
    String bare = withoutAnnotations(unit).strip();
    int slash = bare.indexOf('/');
    if (slash < 0) {
      return word(WORDS, bare);
    }
    String of = word(WORDS, bare.substring(0, slash));
    String per = word(PER_WORDS, bare.substring(slash + 1));
    return per.isEmpty() ? of : of.isEmpty() ? "per_" + per : of + "_per_" + per;
  }

  private static String word(Map<String, String> words, String unit) {
    String known = words.get(unit.strip());
    return known != null ? known : Text.trimmed(Text.collapsed(Text.alphanumeric(unit)));
  }

  /** Without what stands in braces. */
  private static String withoutAnnotations(String unit) {
    StringBuilder bare = new StringBuilder(unit.length());
    int depth = 0;
    for (char c : unit.toCharArray()) {
      depth += c == '{' ? 1 : 0;
      if (depth == 0) {
        bare.append(c);
      }
      depth -= c == '}' && depth > 0 ? 1 : 0;
    }
    return bare.toString();
  }
}
