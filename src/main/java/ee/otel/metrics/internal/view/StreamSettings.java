package ee.otel.metrics.internal.view;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.ExemplarReservoir;
import ee.otel.metrics.api.View;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one view sets, or several that are composed; null where they leave the default. */
record StreamSettings(
    @Nullable String name,
    @Nullable String description,
    @Nullable Aggregation aggregation,
    @Nullable AttributeFilter attributes,
    @Nullable Supplier<ExemplarReservoir> reservoir,
    @Nullable Integer cardinalityLimit) {

  static final StreamSettings NONE = new StreamSettings(null, null, null, null, null, null);

  static StreamSettings of(View view) {
    return new StreamSettings(
        view.name(),
        view.description(),
        view.aggregation(),
        AttributeFilter.of(view),
        view.exemplarReservoir(),
        view.cardinalityLimit());
  }

  StreamSettings withoutAggregation() {
    return new StreamSettings(name, description, null, attributes, reservoir, cardinalityLimit);
  }

  StreamSettings overriddenBy(StreamSettings later) {
    return new StreamSettings(
        either(later.name, name),
        either(later.description, description),
        either(later.aggregation, aggregation),
        attributes == null
            ? later.attributes
            : later.attributes == null ? attributes : attributes.and(later.attributes),
        either(later.reservoir, reservoir),
        either(later.cardinalityLimit, cardinalityLimit));
  }

  private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
    return first != null ? first : second;
  }
}
