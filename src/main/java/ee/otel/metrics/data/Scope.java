package ee.otel.metrics.data;

import io.opentelemetry.api.common.Attributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The instrumentation scope: the meter that measured.
 *
 * @param name the meter's name, as given; may be empty
 * @param version the meter's version; null for none, which an empty one says as well
 * @param schemaUrl the meter's schema URL; null for none, which an empty one says as well
 * @param attributes the meter's attributes; empty in most applications
 */
public record Scope(
    String name, @Nullable String version, @Nullable String schemaUrl, Attributes attributes) {

  public Scope {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(attributes, "attributes");
    version = version == null || version.isEmpty() ? null : version;
    schemaUrl = schemaUrl == null || schemaUrl.isEmpty() ? null : schemaUrl;
  }

  // Scopes of one name are few, and what a record does by itself would be linked at the start.
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** A scope that has only a name. */
  public static Scope named(String name) {
    return new Scope(name, null, null, Attributes.empty());
  }
}
