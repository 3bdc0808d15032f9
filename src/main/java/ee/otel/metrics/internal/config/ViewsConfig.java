package ee.otel.metrics.internal.config;

import ee.otel.metrics.api.ViewMatching;
import java.util.List;
import java.util.Optional;

/**
 * The views that are configured; read once, when the application starts.
 *
 * @param matching what becomes of an instrument that several views match: {@code
 *     otel.metrics.views.matching-mode} (independent)
 * @param views in the order of their ids
 */
public record ViewsConfig(ViewMatching matching, List<ViewConfig> views) {

  private static final Key<ViewMatching> MATCHING_MODE =
      Key.choice(
          ViewKeys.MATCHING_MODE,
          "independent",
          ValueParser.choices(
              "independent", ViewMatching.INDEPENDENT,
              "composable", ViewMatching.COMPOSABLE));

  static final List<Key<?>> KEYS = List.of(MATCHING_MODE);

  public ViewsConfig {
    views = List.copyOf(views);
  }

  static ViewsConfig read(Lookup lookup) {
    return new ViewsConfig(
        lookup.get(MATCHING_MODE),
        ViewIds.of(lookup).stream()
            .map(id -> new ViewKeys(id).read(lookup))
            .flatMap(Optional::stream)
            .toList());
  }
}
