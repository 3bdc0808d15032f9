package ee.otel.metrics.internal.stream;

import static ee.otel.metrics.Collected.set;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.aggregation.Aggregator;
import io.opentelemetry.api.common.Attributes;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesCacheTest {
  private static final int ROUNDS = 500;

  private final SeriesCache cache = new SeriesCache();

  private static Series series() {
    return new Series(
        PointAttributes.EMPTY,
        0,
        Aggregator.of(Aggregation.sum(), NumberType.LONG, true).newCell(),
        1);
  }

  /** Looks all of them up once and says how many were not there. */
  private int missed(Attributes[] sets, Series series) {
    int missed = 0;
    for (Attributes set : sets) {
      if (cache.find(set) == null) {
        missed++;
        cache.missed(set, series);
      }
    }
    return missed;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32, 100, 1000})
  void attributesThatComeInTurn_areFoundSoonButForAFew(int count) {
    Attributes[] sets = IntStream.range(0, count).mapToObj(i -> set(i)).toArray(Attributes[]::new);
    Series series = series();
    for (int round = 0; round < ROUNDS; round++) {
      missed(sets, series);
    }
    int missed = missed(sets, series);
    assertTrue(missed <= count / 50, () -> missed + " of " + count + " are not found");
  }

  @Test
  void attributesThatComeOnce_areNotKept() {
    for (int i = 0; i < 1000; i++) {
      assertNull(cache.find(set(i)));
      cache.missed(set(i), series());
      assertNull(cache.find(set(i)));
    }
  }

  @Test
  void put_takesThePlaceOfWhatWasKept() {
    Series first = series();
    Series second = series();
    cache.put(set(1), first);
    cache.put(set(2), first);
    cache.put(set(1), second);
    assertSame(second, cache.find(set(1)));
    assertSame(first, cache.find(set(2)));
    cache.clear();
    assertNull(cache.find(set(1)));
  }
}
