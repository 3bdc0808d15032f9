package ee.otel.metrics.data;

import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * One measurement kept as an exemplar (specification: <em>Data model, Exemplars</em>).
 *
 * @param filteredAttributes the measurement's attributes that the point does not carry
 * @param timeNanos when it was measured
 * @param traceId 32 hex digits, or null where no span was active
 * @param spanId 16 hex digits, or null where no span was active
 * @param type the type of the value
 * @param bits the value, as {@link NumberType} reads it
 */
public record Exemplar(
    Attributes filteredAttributes,
    long timeNanos,
    @Nullable String traceId,
    @Nullable String spanId,
    NumberType type,
    long bits) {}
