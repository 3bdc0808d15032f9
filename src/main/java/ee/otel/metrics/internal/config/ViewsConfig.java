package ee.otel.metrics.internal.config;

import ee.otel.metrics.api.View;
import ee.otel.metrics.api.ViewMatching;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The views that are configured; read once, when the application starts.
 *
 * @param matching what becomes of an instrument that several views match: {@code
 *     otel.metrics.views.matching-mode} (independent)
 * @param views by id, in the order of the ids
 */
public record ViewsConfig(ViewMatching matching, Map<String, View> views) {

  private static final Key<ViewMatching> MATCHING_MODE =
      Key.choice(
          ViewKeys.MATCHING_MODE, "independent", ValueParser.choicesOf(ViewMatching.values()));

  static final List<Key<?>> KEYS = List.of(MATCHING_MODE);

  public ViewsConfig {
    views = Collections.unmodifiableMap(new LinkedHashMap<>(views));
  }

  static ViewsConfig read(Lookup lookup) {
    Map<String, View> views = new LinkedHashMap<>();
    for (String id : ViewIds.of(lookup)) {
      new ViewKeys(id).read(lookup).ifPresent(view -> views.put(id, view));
    }
    return new ViewsConfig(lookup.get(MATCHING_MODE), views);
  }
}
