package ee.otel.metrics.data;

import io.opentelemetry.api.common.Attributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What produced the telemetry: the application, its instance, this library (specification:
 * <em>Resource SDK</em>). Immutable.
 *
 * @param attributes the resource's attributes
 * @param schemaUrl the schema that their names follow, or null
 */
public record Resource(Attributes attributes, @Nullable String schemaUrl) {

  /** Nothing is known. */
  public static final Resource EMPTY = new Resource(Attributes.empty(), null);

  public Resource {
    Objects.requireNonNull(attributes, "attributes");
    schemaUrl = schemaUrl == null || schemaUrl.isEmpty() ? null : schemaUrl;
  }

  /** A resource without a schema. */
  public static Resource of(Attributes attributes) {
    return new Resource(attributes, null);
  }

  /**
   * Merges two resources (specification: <em>Resource SDK, Merge</em>). An attribute of {@code
   * updating} wins, also when its value is empty. The schema is the one that only one of them has,
   * or that both have; of two different ones there is none left.
   */
  public Resource merge(Resource updating) {
    String schema =
        schemaUrl == null || schemaUrl.equals(updating.schemaUrl)
            ? updating.schemaUrl
            : updating.schemaUrl == null ? schemaUrl : null;
    return new Resource(attributes.toBuilder().putAll(updating.attributes).build(), schema);
  }
}
