package ee.otel.metrics.internal.stream;

import static ee.otel.metrics.Collected.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.aggregation.Aggregator;
import ee.otel.metrics.internal.aggregation.Cell.Mode;
import ee.otel.metrics.internal.exemplar.ExemplarSampler;
import ee.otel.metrics.internal.exemplar.ExemplarsStorage;
import ee.otel.metrics.internal.exemplar.SpanSource;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.view.AttributeFilter;
import ee.otel.metrics.internal.view.InstrumentDescriptor;
import ee.otel.metrics.internal.view.StreamConfig;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesRegistryTest {
  private static final InstrumentDescriptor COUNTER =
      new InstrumentDescriptor(
          Scope.named("m"),
          "c",
          InstrumentKind.COUNTER,
          NumberType.LONG,
          "",
          "",
          InstrumentDescriptor.Advice.NONE);
  private static final Aggregator SUM = Aggregator.of(Aggregation.sum(), NumberType.LONG, true);

  private static SeriesRegistry directory(int limit, AttributeFilter filter) {
    return new SeriesRegistry(
        new StreamConfig(COUNTER, "c", "", Aggregation.sum(), filter, null, limit),
        SUM,
        new StreamReaders(
            List.of(new StreamReader(ReaderOptions.of(Temporality.DELTA), new Health(() -> 0))),
            InstrumentKind.COUNTER,
            0),
        new ExemplarsStorage(
            new ExemplarSampler(ExemplarFilter.alwaysOff(), SpanSource.CONTEXT, () -> 1, true),
            new Health(() -> 0)),
        () -> 1,
        false,
        () -> {});
  }

  /** What an OutOfMemoryError between closing a series and removing it leaves behind. */
  @ParameterizedTest
  @ValueSource(ints = {1, 10})
  void closedSeriesThatStayed_isReplaced(int limit) {
    SeriesRegistry directory = directory(limit, AttributeFilter.ALL);
    Series left = directory.locate(set(1), null);
    left.tryRecord(1, SUM);
    directory.locate(set(2), null); // past the limit of 1
    assertNotNull(left.read(Mode.CLOSE, SUM, 1, 1, List.of()));

    assertSame(left, directory.table().find(set(1)));
    Series fresh = directory.locate(set(1), left);
    assertNotSame(left, fresh);
    assertSame(fresh, directory.table().find(set(1)));
    assertEquals(Math.min(2, limit), directory.table().size());
  }

  @Test
  void seriesThatIsRetired_keepsItsPlaceUntilItsLastPointHasArrived() {
    SeriesRegistry registry = directory(1, AttributeFilter.ALL);
    Series series = registry.locate(set(1), null);
    registry.retire(List.of(series), closed -> closed.read(Mode.CLOSE, SUM, 1, 1, List.of()));
    assertEquals(0, registry.live());
    assertTrue(registry.isOverflow(registry.locate(set(2), null)));
    registry.settled(0);
    assertFalse(registry.isOverflow(registry.locate(set(2), null)));
  }

  @Test
  void unusedSeriesThatARecorderRemovedMeanwhile_isNotRetired() {
    SeriesRegistry registry = directory(1, AttributeFilter.ALL);
    Series unused = registry.locate(set(1), null);
    Series other = registry.locate(set(2), null); // at the limit: takes the place of the unused one
    assertFalse(registry.isOverflow(other));
    registry.retire(List.of(unused), closed -> closed.read(Mode.CLOSE, SUM, 1, 1, List.of()));
    assertEquals(1, registry.live());
  }

  @Test
  void retiredSeriesOfCachedAttributes_isNotFoundAgain() {
    SeriesRegistry registry = directory(10, new AttributeFilter(null, Set.of("user")));
    Attributes measured = set(1).toBuilder().put("user", "a").build();
    Series first = registry.locate(measured, null);
    SeriesCache cache = registry.cache();
    cache.put(measured, first);
    registry.retire(List.of(first), closed -> closed.read(Mode.CLOSE, SUM, 1, 1, List.of()));
    assertNull(cache.find(measured));
    Series second = registry.locate(measured, first);
    assertNotSame(first, second);
    assertSame(second, cache.find(measured));
  }
}
