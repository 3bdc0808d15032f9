package ee.otel.metrics.internal.mpmetrics;

import java.util.Map;

/** MicroProfile's units and names in the words that OpenTelemetry has for them. */
final class Units {
  /** The codes of the Unified Code for Units of Measure. */
  private static final Map<String, String> UCUM =
      Map.ofEntries(
          Map.entry("none", ""),
          Map.entry("bits", "bit"),
          Map.entry("kilobits", "kbit"),
          Map.entry("megabits", "Mbit"),
          Map.entry("gigabits", "Gbit"),
          Map.entry("kibibits", "Kibit"),
          Map.entry("mebibits", "Mibit"),
          Map.entry("gibibits", "Gibit"),
          Map.entry("bytes", "By"),
          Map.entry("kilobytes", "kBy"),
          Map.entry("megabytes", "MBy"),
          Map.entry("gigabytes", "GBy"),
          Map.entry("nanoseconds", "ns"),
          Map.entry("microseconds", "us"),
          Map.entry("milliseconds", "ms"),
          Map.entry("seconds", "s"),
          Map.entry("minutes", "min"),
          Map.entry("hours", "h"),
          Map.entry("days", "d"),
          Map.entry("percent", "%"),
          Map.entry("per_second", "{event}/s"));

  private static final int LONGEST_NAME = 255;

  private Units() {}

  /** A word that is none of MicroProfile's is what is counted: {@code cookies} is {cookies}. */
  static String ucum(String unit) {
    String known = UCUM.get(unit);
    if (known != null) {
      return known;
    }
    return unit.isEmpty() || unit.startsWith("{") ? unit : "{" + unit + "}";
  }

  /**
   * The name as it is, if OpenTelemetry takes it; else with an underscore for each character that
   * it does not take, and {@code m.} before one that does not begin with a letter. Specification:
   * <em>Instrument name syntax</em>.
   */
  static String name(String name) {
    StringBuilder valid = new StringBuilder(name.length() + 2);
    if (name.isEmpty() || !isLetter(name.charAt(0))) {
      valid.append("m.");
    }
    for (int i = 0; i < name.length() && valid.length() < LONGEST_NAME; i++) {
      char c = name.charAt(i);
      boolean taken = isLetter(c) || c >= '0' && c <= '9' || "_.-/".indexOf(c) >= 0;
      valid.append(taken ? c : '_');
    }
    return valid.toString();
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }
}
