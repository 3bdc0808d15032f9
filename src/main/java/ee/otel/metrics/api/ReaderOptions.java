package ee.otel.metrics.api;

import ee.otel.metrics.data.Temporality;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * What a reader wants (specification: <em>Metrics SDK, MetricReader</em>), each by instrument kind.
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

  /** The specification's defaults with the same temporality for every kind. */
  public static ReaderOptions of(Temporality temporality) {
    return new ReaderOptions(
        kind -> temporality,
        kind -> Aggregation.defaultAggregation(),
        kind -> DEFAULT_CARDINALITY_LIMIT);
  }
}
