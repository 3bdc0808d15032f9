package ee.otel.metrics.data;

import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * What produced the telemetry: the application, its instance, this library.
 *
 * @param attributes the resource's attributes
 * @param schemaUrl the schema that their names follow, or null
 */
public record Resource(Attributes attributes, @Nullable String schemaUrl) {}
