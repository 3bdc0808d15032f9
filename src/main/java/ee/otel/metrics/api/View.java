package ee.otel.metrics.api;

import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the instruments that a selector matches (specification: <em>Metrics SDK,
 * View</em>). An application supplies views as CDI beans or by configuration.
 *
 * <p>Immutable. What is not set is the instrument's own, or the reader's default.
 */
public final class View {
  private final InstrumentSelector selector;
  private final @Nullable String name;
  private final @Nullable String description;
  private final @Nullable Aggregation aggregation;
  private final @Nullable Set<String> included;
  private final Set<String> excluded;
  private final @Nullable Supplier<ExemplarReservoir> reservoir;
  private final @Nullable Integer cardinalityLimit;

  private View(Builder builder) {
    this.selector = builder.selector;
    this.name = builder.name;
    this.description = builder.description;
    this.aggregation = builder.aggregation;
    this.included = builder.included;
    this.excluded = builder.excluded;
    this.reservoir = builder.reservoir;
    this.cardinalityLimit = builder.cardinalityLimit;
  }

  /** A view for the instruments that {@code selector} matches. */
  public static Builder of(InstrumentSelector selector) {
    return new Builder(selector);
  }

  /** Which instruments it is for. */
  public InstrumentSelector selector() {
    return selector;
  }

  /** The name of the stream; null for the instrument's. */
  public @Nullable String name() {
    return name;
  }

  /** The description of the stream; null for the instrument's. */
  public @Nullable String description() {
    return description;
  }

  /** The aggregation; null for the reader's default. */
  public @Nullable Aggregation aggregation() {
    return aggregation;
  }

  /** The attribute keys to keep, wildcards allowed; null for all, or for those of the advice. */
  public @Nullable Set<String> includedAttributeKeys() {
    return included;
  }

  /** The attribute keys to remove, wildcards allowed; empty for none. */
  public Set<String> excludedAttributeKeys() {
    return excluded;
  }

  /** Makes the exemplar reservoir of each series; null for one that fits the aggregation. */
  public @Nullable Supplier<ExemplarReservoir> exemplarReservoir() {
    return reservoir;
  }

  /** How many attribute sets of its own a stream may have; null for the reader's limit. */
  public @Nullable Integer cardinalityLimit() {
    return cardinalityLimit;
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

    public Builder description(String description) {
      this.description = description;
      return this;
    }

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
      if (name != null && selector.isWide()) {
        throw new IllegalArgumentException(
            "view gives the name "
                + name
                + " to every instrument that matches "
                + selector
                + "; select one instrument by its full name, or leave the name out");
      }
      return new View(this);
    }
  }
}
