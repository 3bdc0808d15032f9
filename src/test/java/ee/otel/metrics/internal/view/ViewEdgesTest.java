package ee.otel.metrics.internal.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.api.ViewMatching;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import ee.otel.metrics.internal.view.InstrumentDescriptor.Advice;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a stream is where views say little, or something that does not fit. */
class ViewEdgesTest {
  private static final Aggregation EXPONENTIAL = Aggregation.base2ExponentialBucketHistogram();
  private static final Aggregation COARSE = Aggregation.explicitBucketHistogram(List.of(1d, 10d));
  private static final ReaderOptions DEFAULTS = ReaderOptions.of(Temporality.CUMULATIVE);

  private final RecordedLog log = new RecordedLog();

  @AfterEach
  void close() {
    log.close();
  }

  @ParameterizedTest
  @EnumSource(InstrumentKind.class)
  void instrumentWithoutView_isWhatTheSpecificationSays(InstrumentKind kind) {
    StreamConfig stream = only(independent().streamsOf(instrument(kind), DEFAULTS));

    assertEquals("orders", stream.name());
    assertEquals("all orders", stream.description());
    assertEquals(
        switch (kind) {
          case COUNTER, UP_DOWN_COUNTER, OBSERVABLE_COUNTER, OBSERVABLE_UP_DOWN_COUNTER ->
              Aggregation.sum();
          case HISTOGRAM -> Aggregation.explicitBucketHistogram();
          case GAUGE, OBSERVABLE_GAUGE -> Aggregation.lastValue();
        },
        stream.aggregation());
    assertTrue(stream.attributes().keepsAll());
    assertEquals(2000, stream.cardinalityLimit());
  }

  @Test
  void readerDefaults_countWhereNoViewSaysOtherwise() {
    ReaderOptions defaults =
        new ReaderOptions(
            kind -> Temporality.CUMULATIVE,
            kind -> kind == InstrumentKind.HISTOGRAM ? EXPONENTIAL : Aggregation.sum(),
            kind -> kind == InstrumentKind.HISTOGRAM ? 5 : 6);

    StreamConfig stream =
        only(independent().streamsOf(instrument(InstrumentKind.HISTOGRAM), defaults));
    assertEquals(EXPONENTIAL, stream.aggregation());
    assertEquals(5, stream.cardinalityLimit());
  }

  @Test
  void adviceOnBoundaries_countsUntilAViewSaysOtherwise() {
    InstrumentDescriptor advised =
        instrument(InstrumentKind.HISTOGRAM, new Advice(List.of(3d), null));

    assertEquals(
        Aggregation.explicitBucketHistogram(List.of(3d)),
        only(independent().streamsOf(advised, DEFAULTS)).aggregation());
    assertEquals(
        Aggregation.explicitBucketHistogram(List.of(3d)),
        only(independent(view().description("x").build()).streamsOf(advised, DEFAULTS))
            .aggregation());
    assertEquals(
        COARSE,
        only(independent(view().aggregation(COARSE).build()).streamsOf(advised, DEFAULTS))
            .aggregation());
  }

  @ParameterizedTest
  @EnumSource(InstrumentKind.class)
  void aggregation_fitsTheKindsThatTheSpecificationNames(InstrumentKind kind) {
    assertTrue(AggregationTable.fits(kind, Aggregation.sum()));
    assertEquals(kind.isGauge(), AggregationTable.fits(kind, Aggregation.lastValue()));
    assertTrue(AggregationTable.fits(kind, COARSE));
    assertTrue(AggregationTable.fits(kind, EXPONENTIAL));
    assertTrue(AggregationTable.fits(kind, Aggregation.drop()));
    assertTrue(AggregationTable.fits(kind, Aggregation.defaultAggregation()));
  }

  @Test
  void composed_unfitAggregationLeavesTheOneBeforeAndTheOtherSettings() {
    StreamConfig stream =
        only(
            composable(
                    view().aggregation(COARSE).build(),
                    view().aggregation(Aggregation.lastValue()).description("kept").build())
                .streamsOf(instrument(InstrumentKind.HISTOGRAM), DEFAULTS));

    assertEquals(COARSE, stream.aggregation());
    assertEquals("kept", stream.description());
    assertEquals(1, log.warnings().size());
    assertTrue(log.warnings().get(0).contains("other settings count"), log.warnings().get(0));
  }

  @Test
  void nameOfAStream_isTakenAsItIs() {
    View view = View.of(InstrumentSelector.named("orders")).name("1 %").build();

    assertEquals(
        "1 %",
        only(independent(view).streamsOf(instrument(InstrumentKind.COUNTER), DEFAULTS)).name());
  }

  private static View.Builder view() {
    return View.of(InstrumentSelector.named("*"));
  }

  private static Views independent(View... views) {
    return new Views(List.of(views), ViewMatching.INDEPENDENT, new Health(System::nanoTime));
  }

  private static Views composable(View... views) {
    return new Views(List.of(views), ViewMatching.COMPOSABLE, new Health(System::nanoTime));
  }

  private static InstrumentDescriptor instrument(InstrumentKind kind) {
    return instrument(kind, Advice.NONE);
  }

  private static InstrumentDescriptor instrument(InstrumentKind kind, Advice advice) {
    return new InstrumentDescriptor(
        new Scope("shop", null, null, Attributes.empty()),
        "orders",
        kind,
        NumberType.LONG,
        "{order}",
        "all orders",
        advice);
  }

  private static StreamConfig only(List<StreamConfig> streams) {
    assertEquals(1, streams.size());
    return streams.get(0);
  }
}
