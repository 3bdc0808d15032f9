package ee.otel.metrics.internal.stream;

import ee.otel.metrics.internal.view.AttributeFilter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.function.BiConsumer;

/**
 * Compares measured attributes with those of a series in a stream that removes some of them,
 * without making the attributes that are kept (ViewBenchmark.filteredCounter).
 *
 * <p>What visits the attributes does not escape, so compiled code does not allocate it.
 */
final class SeriesKey {
  private static final int SPREAD = 0x9E3779B9;

  private final AttributeFilter filter;

  SeriesKey(AttributeFilter filter) {
    this.filter = filter;
  }

  /** The same number for all attributes of a series, measured or kept. */
  int hash(Attributes attributes) {
    KeptHash kept = new KeptHash(filter);
    attributes.forEach(kept);
    return kept.sum;
  }

  /**
   * Whether measured attributes belong to a series.
   *
   * @param own the attributes of the series, all of them kept
   */
  boolean isFor(Attributes own, Attributes measured) {
    KeptComparison comparison = new KeptComparison(filter, own);
    measured.forEach(comparison);
    return comparison.equal == own.size();
  }

  /** The sum of the hashes of all that is kept. */
  private static final class KeptHash implements BiConsumer<AttributeKey<?>, Object> {
    private final AttributeFilter filter;
    private int sum;

    KeptHash(AttributeFilter filter) {
      this.filter = filter;
    }

    @Override
    public void accept(AttributeKey<?> key, Object value) {
      if (filter.keeps(key.getKey())) {
        sum += (key.getKey().hashCode() * 31 + value.hashCode()) * SPREAD;
      }
    }
  }

  /** How many attributes are kept and equal to a series' own; far below 0 once one is not. */
  private static final class KeptComparison implements BiConsumer<AttributeKey<?>, Object> {
    private final AttributeFilter filter;
    private final Attributes own;
    private int equal;

    KeptComparison(AttributeFilter filter, Attributes own) {
      this.filter = filter;
      this.own = own;
    }

    @Override
    public void accept(AttributeKey<?> key, Object value) {
      if (filter.keeps(key.getKey())) {
        equal = value.equals(own.get(key)) ? equal + 1 : Integer.MIN_VALUE;
      }
    }
  }
}
