package ee.otel.metrics.internal.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration key: its names, how its value is read, and its default.
 *
 * @param names the property's names; an earlier one wins
 * @param fallbackText the default as a user would write it; empty when there is none
 * @param fallback the default
 * @param reading turns a value into what it means
 * @param expected what a good value is, in words that follow "is not"
 * @param display how much of a bad value may be shown
 * @param consequence what counts instead of a bad value, in words
 */
record Key<T>(
    List<String> names,
    String fallbackText,
    T fallback,
    Reading<T> reading,
    String expected,
    Display display,
    String consequence) {

  private static final String IGNORED = "it is ignored";

  /** Turns the text of a value into what it means. */
  interface Reading<T> {
    /**
     * @param remarks takes what is wrong with parts of a value that is good otherwise; may not
     *     contain secrets
     * @throws IllegalArgumentException if the value is bad
     */
    T read(String value, List<String> remarks);
  }

  /** How much of a bad value a message shows. */
  enum Display {
    ALL,
    /** A URL without the parts where people put passwords and tokens. */
    URL,
    NOTHING
  }

  /** A key that has a default. */
  static <T> Key<T> of(String name, String fallbackText, String expected, Reading<T> reading) {
    return new Key<>(
        List.of(name),
        fallbackText,
        reading.read(fallbackText, new ArrayList<>()),
        reading,
        expected,
        Display.ALL,
        fallbackText.isEmpty() ? IGNORED : "the default " + fallbackText + " is used");
  }

  /** A key that may be absent. */
  static <T> Key<Optional<T>> optional(String name, String expected, Reading<T> reading) {
    return new Key<>(
        List.of(name),
        "",
        Optional.empty(),
        (value, remarks) -> Optional.of(reading.read(value, remarks)),
        expected,
        Display.ALL,
        IGNORED);
  }

  /** A key with a closed set of values, matched without regard to case. */
  static <T> Key<T> choice(String name, String fallbackText, Map<String, T> choices) {
    return of(name, fallbackText, oneOf(choices), choosing(choices));
  }

  /** A key with a closed set of values that may be absent. */
  static <T> Key<Optional<T>> optionalChoice(String name, Map<String, T> choices) {
    return optional(name, oneOf(choices), choosing(choices));
  }

  private static String oneOf(Map<String, ?> choices) {
    return "one of " + String.join(", ", choices.keySet());
  }

  private static <T> Reading<T> choosing(Map<String, T> choices) {
    return (value, remarks) -> {
      T chosen = choices.get(value.toLowerCase(Locale.ROOT));
      if (chosen == null) {
        throw new IllegalArgumentException();
      }
      return chosen;
    };
  }

  static Key<Boolean> flag(String name, boolean fallback) {
    return of(name, String.valueOf(fallback), "true or false", ValueParser::flag);
  }

  static Key<Optional<Boolean>> optionalFlag(String name) {
    return optional(name, "true or false", ValueParser::flag);
  }

  static Key<Integer> integer(String name, int fallback, int least, int most) {
    return of(
        name,
        String.valueOf(fallback),
        ValueParser.integerBetween(least, most),
        (value, remarks) -> ValueParser.integer(value, least, most));
  }

  /** The same key, whose bad values are shown less in messages. */
  Key<T> shown(Display less) {
    return new Key<>(names, fallbackText, fallback, reading, expected, less, consequence);
  }

  /** The same key, with another consequence of a bad value. */
  Key<T> otherwise(String consequence) {
    return new Key<>(names, fallbackText, fallback, reading, expected, display, consequence);
  }

  /**
   * The same key with a signal-specific form that wins: {@code otel.exporter.otlp.metrics.x} before
   * {@code otel.exporter.otlp.x}.
   */
  Key<T> orForMetrics() {
    String general = names.get(0);
    String prefix = "otel.exporter.otlp.";
    String specific = prefix + "metrics." + general.substring(prefix.length());
    return new Key<>(
        List.of(specific, general),
        fallbackText,
        fallback,
        reading,
        expected,
        display,
        consequence);
  }

  /** The name that messages use when they mean the key and not one of its forms. */
  String name() {
    return names.get(names.size() - 1);
  }
}
