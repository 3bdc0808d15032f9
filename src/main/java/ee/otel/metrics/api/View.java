package ee.otel.metrics.api;

import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the instruments that a selector selects (specification: <em>Metrics SDK,
 * View</em>). An application supplies views as CDI beans or by configuration; {@link #of} begins
 * one.
 *
 * <p>Immutable. What is null is the instrument's own, or the reader's default.
 *
 * @param selector which instruments it is for
 * @param name the name of the stream; only for a selector that selects one instrument name
 * @param description the description of the stream
 * @param aggregation the aggregation
 * @param includedAttributeKeys the attribute keys to keep; {@code *} stands for any number of
 *     characters, {@code ?} for one; null for all, or for those that the instrument advises
 * @param excludedAttributeKeys the attribute keys to remove, also when they are included, with the
 *     same wildcards; empty for none
 * @param exemplarReservoir makes the exemplar reservoir of each series
 * @param cardinalityLimit how many attribute sets of its own a stream may have, at least 1; more go
 *     into its overflow point
 */
public record View(
    InstrumentSelector selector,
    @Nullable String name,
    @Nullable String description,
    @Nullable Aggregation aggregation,
    @Nullable Set<String> includedAttributeKeys,
    Set<String> excludedAttributeKeys,
    @Nullable Supplier<ExemplarReservoir> exemplarReservoir,
    @Nullable Integer cardinalityLimit) {

  /**
   * @throws IllegalArgumentException when the limit is below 1, or when the stream is named and the
   *     selector may select more than one instrument name
   */
  public View {
    if (cardinalityLimit != null && cardinalityLimit < 1) {
      throw new IllegalArgumentException("cardinalityLimit < 1: " + cardinalityLimit);
    }
    if (name != null && selector.isWide()) {
      throw new IllegalArgumentException(
          "view gives the name "
              + name
              + " to every instrument that matches "
              + selector
              + "; select one instrument by its full name, or leave the name out");
    }
    includedAttributeKeys =
        includedAttributeKeys == null ? null : Set.copyOf(includedAttributeKeys);
    excludedAttributeKeys = Set.copyOf(excludedAttributeKeys);
  }

  /** Begins a view for the instruments that {@code selector} selects. */
  public static Builder of(InstrumentSelector selector) {
    return new Builder(selector);
  }

  /** Collects what a view sets. Not safe for use by several threads. */
  public static final class Builder {
    private final InstrumentSelector selector;
    private @Nullable String name;
    private @Nullable String description;
    private @Nullable Aggregation aggregation;
    private @Nullable Set<String> included;
    private Set<String> excluded = Set.of();
    private @Nullable Supplier<ExemplarReservoir> reservoir;
    private @Nullable Integer cardinalityLimit;

    private Builder(InstrumentSelector selector) {
      this.selector = selector;
    }

    /** The stream's name. Only for a selector that matches one instrument of a meter. */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /** The stream's description; the instrument's by default. */
    public Builder description(String description) {
      this.description = description;
      return this;
    }

    /**
     * How measurements become points. One that does not fit an instrument is a warning, and the
     * view does not count for that instrument.
     */
    public Builder aggregation(Aggregation aggregation) {
      this.aggregation = aggregation;
      return this;
    }

    /**
     * The attributes to keep; all others are removed. {@code *} stands for any number of
     * characters, {@code ?} for one.
     */
    public Builder includedAttributeKeys(Set<String> keys) {
      this.included = Set.copyOf(keys);
      return this;
    }

    /** The attributes to remove, also when they are included; with the same wildcards. */
    public Builder excludedAttributeKeys(Set<String> keys) {
      this.excluded = Set.copyOf(keys);
      return this;
    }

    /** Makes the exemplar reservoir of each series. */
    public Builder exemplarReservoir(Supplier<ExemplarReservoir> reservoir) {
      this.reservoir = reservoir;
      return this;
    }

    /**
     * How many attribute sets of its own a stream may have; more go into its overflow point.
     *
     * @param limit at least 1
     */
    public Builder cardinalityLimit(int limit) {
      if (limit < 1) {
        throw new IllegalArgumentException("cardinalityLimit < 1: " + limit);
      }
      this.cardinalityLimit = limit;
      return this;
    }

    /**
     * @throws IllegalArgumentException when the stream is named and the selector matches more than
     *     one instrument name
     */
    public View build() {
      return new View(
          selector,
          name,
          description,
          aggregation,
          included,
          excluded,
          reservoir,
          cardinalityLimit);
    }
  }
}
