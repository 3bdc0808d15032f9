package ee.otel.metrics.api;

import ee.otel.metrics.data.Temporality;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * The options of a reader (specification: <em>Metrics SDK, MetricReader</em>), each by instrument
 * kind.
 *
 * @param temporality of sums and histograms
 * @param aggregation where no view says otherwise; {@code Default} for the specification's
 * @param cardinalityLimit where no view says otherwise; at least 1
 */
public record ReaderOptions(
    Function<InstrumentKind, Temporality> temporality,
    Function<InstrumentKind, Aggregation> aggregation,
    ToIntFunction<InstrumentKind> cardinalityLimit) {

  /** The specification's default number of attribute sets in a stream. */
  public static final int DEFAULT_CARDINALITY_LIMIT = 2000;

  /** The specification's defaults with a temporality for each kind, as a preference chooses it. */
  public static ReaderOptions of(TemporalityPreference preference) {
    return new ReaderOptions(
        preference::temporalityOf,
        kind -> Aggregation.defaultAggregation(),
        kind -> DEFAULT_CARDINALITY_LIMIT);
  }

  /** The specification's defaults with the same temporality for every kind. */
  public static ReaderOptions of(Temporality temporality) {
    return new ReaderOptions(
        kind -> temporality,
        kind -> Aggregation.defaultAggregation(),
        kind -> DEFAULT_CARDINALITY_LIMIT);
  }

  /** The same with an aggregation for those kinds for which no view says otherwise. */
  public ReaderOptions withAggregation(Function<InstrumentKind, Aggregation> other) {
    return new ReaderOptions(temporality, other, cardinalityLimit);
  }

  /**
   * The same with another cardinality limit for all kinds.
   *
   * @param limit attribute sets of a stream; at least 1
   */
  public ReaderOptions withCardinalityLimit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit < 1: " + limit);
    }
    return new ReaderOptions(temporality, aggregation, kind -> limit);
  }
}
