package ee.otel.metrics.internal.config;

import ee.otel.metrics.internal.health.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks keys up and complains about bad values: once for each, and again when a value that was
 * corrected is broken anew.
 */
final class Lookup {
  /**
   * Where values come from.
   *
   * @param values the value of a property, or null if it has none
   * @param names the names of all properties that are known
   */
  record Source(
      Function<String, @Nullable String> values, Supplier<? extends Iterable<String>> names) {

    @Nullable String value(String name) {
      return values.apply(name);
    }
  }

  private static final String NEVER_SET = "otel.metrics.ee";
  private static final int SHOWN = 200;

  private final Source source;
  private final Health health;
  private final Map<String, String> complaints;

  Lookup(Source source, Health health) {
    this(source, health, new ConcurrentHashMap<>());
  }

  private Lookup(Source source, Health health, Map<String, String> complaints) {
    this.source = source;
    this.health = health;
    this.complaints = complaints;
  }

  /** The same look-up, for which a property that cannot be looked up is unset. */
  Lookup lenient() {
    Source forgiving =
        new Source(
            name -> {
              try {
                return source.value(name);
              } catch (RuntimeException | LinkageError broken) {
                return null;
              }
            },
            () -> {
              try {
                return source.names().get();
              } catch (RuntimeException | LinkageError broken) {
                return List.of();
              }
            });
    return new Lookup(forgiving, health, complaints);
  }

  /** The names of all properties that are known; variables of the environment as they are. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    source.names().get().forEach(names::add);
    return names;
  }

  /** The text of a property, or null. */
  @Nullable String text(String name) {
    return source.value(name);
  }

  /** The value of {@code key}, or its default; never throws for a bad value. */
  <T> T get(Key<T> key) {
    for (String name : key.names()) {
      String value;
      try {
        value = source.value(name);
      } catch (NoSuchElementException | IllegalArgumentException unresolved) {
        // What implementations throw for a value with an expression that leads nowhere, but also
        // for a configuration that is gone: then a property that nobody sets fails just as well.
        source.value(NEVER_SET);
        complain(
            name,
            "",
            () ->
                name
                    + " cannot be resolved: does it name another property, ${...}, that is not set? "
                    + instead(key, name));
        continue;
      }
      value = value == null ? "" : value.strip();
      if (value.isEmpty()) {
        complaints.remove(name);
        continue;
      }
      List<String> remarks = new ArrayList<>();
      String given = value;
      try {
        T read = key.reading().read(value, remarks);
        if (remarks.isEmpty()) {
          complaints.remove(name);
        } else {
          complain(name, given, () -> name + ": " + String.join("; ", remarks));
        }
        return read;
      } catch (IllegalArgumentException bad) {
        complain(
            name,
            given,
            () ->
                name
                    + shown(key.display(), given)
                    + " is not "
                    + key.expected()
                    + "; "
                    + instead(key, name));
      }
    }
    return key.fallback();
  }

  /** Which form of {@code key} the value comes from; its general form when it is not set. */
  String nameInUse(Key<?> key) {
    for (String name : key.names()) {
      try {
        String value = source.value(name);
        if (value != null && !value.isBlank()) {
          key.reading().read(value.strip(), new ArrayList<>());
          return name;
        }
      } catch (RuntimeException bad) {
        // The next form counts.
      }
    }
    return key.name();
  }

  /** Whether the value that {@code key} was last found to have is bad. */
  boolean isBad(Key<?> key) {
    return complaints.containsKey(key.name());
  }

  /** Whether there is a value, good or bad. */
  boolean isSet(Key<?> key) {
    return isBad(key) || !get(key).equals(key.fallback());
  }

  /** Warns, unless the same was said of the same value before. */
  void complain(String name, String value, Supplier<String> message) {
    if (!value.equals(complaints.put(name, value))) {
      health.warning(message);
    }
  }

  /** Forgets what was said about {@code name}. */
  void settle(String name) {
    complaints.remove(name);
  }

  /** What is used in the place of a bad value of {@code name}. */
  private static String instead(Key<?> key, String name) {
    int next = key.names().indexOf(name) + 1;
    if (next < key.names().size()) {
      return key.names().get(next) + " counts instead, or else the default";
    }
    return key.consequence();
  }

  private static String shown(Key.Display display, String value) {
    return switch (display) {
      case ALL -> quoted(value);
      case URL -> quoted(Secrets.withoutSecrets(value));
      case NOTHING -> "'s value";
    };
  }

  /** A value as messages show it behind the name of its key. */
  static String quoted(String value) {
    return " = \"" + printable(value) + "\"";
  }

  /** Text without control characters, not too long. */
  static String printable(String value) {
    String line = value.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
