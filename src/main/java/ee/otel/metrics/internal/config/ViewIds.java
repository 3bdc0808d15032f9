package ee.otel.metrics.internal.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds the views among the names of all properties.
 *
 * <p>An environment variable that belongs to a view known from elsewhere is another value for it.
 * One that does not makes a view of its own, whose id is in lower case.
 */
final class ViewIds {
  private static final String VARIABLES = variable(ViewKeys.PREFIX);

  private static final String MODE = variable(ViewKeys.MATCHING_MODE);

  private ViewIds() {}

  /** The ids of all views, sorted. Warns of names that lead nowhere. */
  static Set<String> of(Lookup lookup) {
    List<String> names = lookup.names();
    Set<String> variables =
        names.stream()
            .filter(name -> name.startsWith(VARIABLES) && !name.equals(MODE))
            .collect(Collectors.toCollection(TreeSet::new));
    if (variables.isEmpty() && names.stream().noneMatch(name -> name.startsWith(ViewKeys.PREFIX))) {
      return Set.of();
    }
    Set<String> ids = new TreeSet<>();
    Set<String> known = new HashSet<>();
    List<String> twins = new ArrayList<>();
    for (String name : names) {
      if (!name.startsWith(ViewKeys.PREFIX) || variable(name).equals(MODE)) {
        continue;
      }
      // Some implementations list a variable again, in what they take for its dotted form.
      if (variables.contains(variable(name))) {
        twins.add(name);
        continue;
      }
      Optional<String> id = idOf(name);
      if (id.isPresent()) {
        ids.add(id.get());
        known.add(variable(id.get()));
      } else {
        complain(name, lookup);
      }
    }
    for (String name : twins) {
      idOf(name).filter(id -> known.add(variable(id))).ifPresent(ids::add);
    }
    for (String name : variables) {
      Optional<String> id = idOfVariable(name);
      if (id.isEmpty()) {
        complain(name, lookup);
      } else if (known.add(id.get())) {
        ids.add(id.get().toLowerCase(Locale.ROOT));
      }
    }
    return ids;
  }

  private static Optional<String> idOf(String name) {
    String rest = name.substring(ViewKeys.PREFIX.length());
    int dot = rest.indexOf('.');
    return dot > 0 && Suffixes.ALL.containsValue(rest.substring(dot))
        ? Optional.of(rest.substring(0, dot))
        : Optional.empty();
  }

  private static Optional<String> idOfVariable(String name) {
    String rest = name.substring(VARIABLES.length());
    return Suffixes.ALL.keySet().stream()
        .filter(suffix -> rest.length() > suffix.length() && rest.endsWith(suffix))
        .map(suffix -> rest.substring(0, rest.length() - suffix.length()))
        .findFirst();
  }

  private static void complain(String name, Lookup lookup) {
    lookup.complain(
        name,
        "",
        () ->
            Lookup.printable(name)
                + " is not a setting of a view, "
                + ViewKeys.PREFIX
                + "<id> followed by one of "
                + String.join(", ", Suffixes.ALL.values())
                + ", the id without dots; it is ignored");
  }

  /** The environment variable for a property (MicroProfile Config: <em>ConfigSource</em>). */
  private static String variable(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** Made when there is a view: most applications configure none. */
  private static final class Suffixes {
    /** The part of a property's name behind the id, by its form in an environment variable. */
    private static final Map<String, String> ALL =
        new ViewKeys("")
            .all().stream()
                .map(key -> key.name().substring(ViewKeys.PREFIX.length()))
                .collect(
                    Collectors.toMap(
                        ViewIds::variable, Function.identity(), (a, b) -> a, TreeMap::new));
  }
}
