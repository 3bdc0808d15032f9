package ee.otel.metrics.internal.prometheus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers which family a name belongs to: the first that was seen with it. So a name keeps its
 * type from one scrape to the next, whichever metric has points. Safe from any thread.
 */
final class Claims {
  private record Owner(String family, Family.Type type) {}

  private final Map<String, Owner> owners = new HashMap<>();

  /** Claims all names or none; false if one of them is another family's. */
  synchronized boolean claim(String family, Family.Type type, List<String> names) {
    Owner owner = new Owner(family, type);
    for (String name : names) {
      if (!owners.getOrDefault(name, owner).equals(owner)) {
        return false;
      }
    }
    names.forEach(name -> owners.put(name, owner));
    return true;
  }
}
