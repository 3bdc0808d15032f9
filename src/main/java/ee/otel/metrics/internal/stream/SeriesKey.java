package ee.otel.metrics.internal.stream;

import ee.otel.metrics.internal.view.AttributeFilter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.function.BiConsumer;

/**
 * Finds the series that measured attributes belong to in a stream that may remove some of them:
 * without making the attributes that are kept (ViewBenchmark.filteredCounter).
 *
 * <p>What visits the attributes does not escape, so that it needs no room on the heap once the code
 * is compiled.
 */
final class SeriesKey {
  private static final int SPREAD = 0x9E3779B9;

  private final AttributeFilter filter;
  private final boolean keepsAll;

  SeriesKey(AttributeFilter filter) {
    this.filter = filter;
    this.keepsAll = filter.keepsAll();
  }

  /** The same for all attributes of a series, kept or not. */
  int hash(Attributes attributes) {
    int hash;
    if (keepsAll) {
      hash = attributes.hashCode();
    } else {
      KeptHash kept = new KeptHash(filter);
      attributes.forEach(kept);
      hash = kept.sum;
    }
    hash *= SPREAD;
    return hash ^ (hash >>> 16);
  }

  /**
   * Whether measured attributes belong to a series.
   *
   * @param own the attributes of the series, all of them kept
   */
  boolean isFor(Attributes own, Attributes measured) {
    if (keepsAll) {
      return own.equals(measured);
    }
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
