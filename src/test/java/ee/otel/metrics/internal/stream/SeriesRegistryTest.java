package ee.otel.metrics.internal.stream;

import static ee.otel.metrics.Collected.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.internal.aggregation.Aggregator;
import ee.otel.metrics.internal.aggregation.Cell.Mode;
import ee.otel.metrics.internal.collect.SyncInstruments;
import ee.otel.metrics.internal.exemplar.ExemplarSampler;
import ee.otel.metrics.internal.exemplar.SpanSource;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.view.AttributeFilter;
import ee.otel.metrics.internal.view.StreamConfig;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesRegistryTest {
  private static final Aggregator SUM = Aggregator.of(Aggregation.sum(), NumberType.LONG, true);

  private static SeriesRegistry directory(int limit, AttributeFilter filter) {
    return new SeriesRegistry(
        new StreamConfig(
            SyncInstruments.counter("c"), "c", "", Aggregation.sum(), filter, null, limit),
        SUM,
        new StreamReaders(List.of(), InstrumentKind.COUNTER, 0),
        new ExemplarsStorage(
            new ExemplarSampler(ExemplarFilter.alwaysOff(), SpanSource.CONTEXT, () -> 1, true),
            new Health(() -> 0)),
        () -> 1,
        false);
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

    assertSame(left, directory.find(set(1)));
    Series fresh = directory.locate(set(1), left);
    assertNotSame(left, fresh);
    assertSame(fresh, directory.find(set(1)));
    assertEquals(Math.min(2, limit), directory.size());
  }

  @Test
  void closedSeriesOfCachedAttributes_isNotFoundAgain() {
    SeriesRegistry directory = directory(10, new AttributeFilter(null, Set.of("user")));
    Attributes measured = set(1).toBuilder().put("user", "a").build();
    Series first = directory.locate(measured, null);
    for (int i = 0; i < 3; i++) {
      assertSame(first, directory.lookUp(measured));
    }
    first.tryRecord(1, SUM);
    assertNotNull(first.read(Mode.CLOSE, SUM, 1, 1, List.of()));
    Series second = directory.locate(measured, first);
    assertNotSame(first, second);
    assertSame(second, directory.lookUp(measured));

    directory.letGo(List.of(second), series -> series.read(Mode.CLOSE, SUM, 1, 1, List.of()));
    assertNull(directory.lookUp(measured));
  }
}
