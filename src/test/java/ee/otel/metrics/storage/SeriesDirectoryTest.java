package ee.otel.metrics.storage;

import static ee.otel.metrics.Collected.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import ee.otel.metrics.aggregation.Aggregation;
import ee.otel.metrics.aggregation.Aggregator;
import ee.otel.metrics.aggregation.Cell.Mode;
import ee.otel.metrics.exemplar.ExemplarFilter;
import ee.otel.metrics.exemplar.ExemplarSampler;
import ee.otel.metrics.exemplar.SpanSource;
import ee.otel.metrics.health.Health;
import ee.otel.metrics.snapshot.NumberType;
import ee.otel.metrics.view.AttributeFilter;
import ee.otel.metrics.view.InstrumentKind;
import ee.otel.metrics.view.StreamConfig;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesDirectoryTest {
  private static final Aggregator SUM = Aggregator.of(Aggregation.sum(), NumberType.LONG, true);

  private static SeriesDirectory directory(int limit, AttributeFilter filter) {
    return new SeriesDirectory(
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
    SeriesDirectory directory = directory(limit, AttributeFilter.ALL);
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
    SeriesDirectory directory = directory(10, new AttributeFilter(null, Set.of("user")));
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
