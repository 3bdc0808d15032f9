package ee.otel.metrics.internal.stream;

import static ee.otel.metrics.Collected.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.view.AttributeFilter;
import ee.otel.metrics.internal.view.InstrumentDescriptor;
import ee.otel.metrics.internal.view.InstrumentDescriptor.Advice;
import ee.otel.metrics.internal.view.StreamConfig;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The streams of observable instruments by themselves. */
class AsyncStreamTest {
  @Test
  void observablesMemory_isBoundedByTwiceTheLimit() {
    StreamReader reader =
        new StreamReader(ReaderOptions.of(Temporality.CUMULATIVE), new Health(() -> 0));
    InstrumentDescriptor counter =
        new InstrumentDescriptor(
            Scope.named("m"),
            "c",
            InstrumentKind.OBSERVABLE_COUNTER,
            NumberType.LONG,
            "",
            "",
            Advice.NONE);
    AsyncStream stream =
        new AsyncStream(
            new StreamConfig(counter, "c", "", Aggregation.sum(), AttributeFilter.ALL, null, 10),
            new StreamReaders(List.of(reader), counter.kind(), 0),
            OtelMetrics.builder().build().exemplars(),
            () -> {});
    for (int round = 1; round <= 50; round++) {
      for (int i = 0; i < 15; i++) {
        stream.observe(1, set(round * 15 + i));
      }
      assertEquals(11, stream.take(reader, round).metric().data().points().size());
      AtomicInteger remembered = new AtomicInteger();
      stream.forEachAttributes(attributes -> remembered.incrementAndGet());
      assertTrue(remembered.get() <= 20, () -> "remembered " + remembered);
    }
  }
}
