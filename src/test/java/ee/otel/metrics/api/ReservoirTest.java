package ee.otel.metrics.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.data.Boundaries;
import ee.otel.metrics.data.NumberType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReservoirTest {

  private static Measurement of(double value) {
    return new Measurement(
        NumberType.DOUBLE,
        Double.doubleToRawLongBits(value),
        Attributes.empty(),
        Context.root(),
        SpanContext.getInvalid(),
        1);
  }

  private static Set<Double> values(List<Measurement> measurements) {
    return measurements.stream().map(Measurement::toDouble).collect(Collectors.toSet());
  }

  @Test
  void alignedReservoir_keepsTheLastOfEachBucket() {
    ExemplarReservoir reservoir = ExemplarReservoir.alignedToBuckets(new double[] {1, 10});
    for (double value : new double[] {0, 1, 1.5, 10, 11, 12}) {
      reservoir.offer(of(value));
    }
    assertEquals(Set.of(1.0, 10.0, 12.0), values(reservoir.measurements(false)));
    assertEquals(Set.of(1.0, 10.0, 12.0), values(reservoir.measurements(true)));
    assertEquals(List.of(), reservoir.measurements(true));
  }

  @Test
  void alignedReservoir_keepsUpWithABusyBucket() {
    int[] turn = {0};
    BucketReservoir reservoir =
        new BucketReservoir(new Boundaries(List.of(0.0)), () -> turn[0]++); // one in turn
    int made = 0;
    for (int i = 1; i <= 1_000_000; i++) {
      if (reservoir.wants(i)) {
        reservoir.offer(of(i));
        made++;
      }
      if (i <= BucketReservoir.ALL_OF || i % 10_000 == 0) {
        double kept = reservoir.measurements(false).get(0).toDouble();
        assertTrue(kept >= (i <= BucketReservoir.ALL_OF ? i : i - i / 4.0), kept + " of " + i);
      }
    }
    assertTrue(made < 200, "made: " + made);
    assertTrue(reservoir.wants(0), "a quiet bucket beside it");
    reservoir.measurements(true);
    for (int i = 0; i < BucketReservoir.ALL_OF; i++) {
      assertTrue(reservoir.wants(1), "begins anew when emptied");
    }
  }

  @Test
  void alignedReservoir_keepsLateOnesByChance() {
    double late = 0;
    for (int round = 0; round < 200; round++) {
      ExemplarReservoir reservoir = ExemplarReservoir.alignedToBuckets(new double[] {0});
      for (int i = 1; i <= 5_000; i++) {
        offer(reservoir, of(i));
      }
      late += 5_000 - reservoir.measurements(true).get(0).toDouble();
    }
    // One of 512 is wanted in the end: the mean is about 510, its standard deviation 36.
    assertEquals(510, late / 200, 200);
  }

  @Test
  void alignedReservoir_countsNoFurtherThanAnInt() {
    int[] chance = {0};
    BucketReservoir reservoir = new BucketReservoir(new Boundaries(List.of(0.0)), () -> chance[0]);
    for (int i = 0; i < 1_000; i++) { // chance wants each, and each counts for many
      assertTrue(reservoir.wants(1));
    }
    chance[0] = 1;
    assertFalse(reservoir.wants(1), "it counts from the beginning again");
  }

  @Test
  void fixedReservoir_keepsTheFirstUntilItIsFull() {
    ExemplarReservoir reservoir = ExemplarReservoir.fixedSize(3);
    for (double value : new double[] {1, 2, 3}) {
      offer(reservoir, of(value));
    }
    assertEquals(Set.of(1.0, 2.0, 3.0), values(reservoir.measurements(true)));
    offer(reservoir, of(4));
    assertEquals(Set.of(4.0), values(reservoir.measurements(true)));
  }

  @Test
  void fixedReservoir_displacesByChance() {
    double[] chance = {0.7};
    ExemplarReservoir reservoir = new FixedSizeReservoir(2, () -> chance[0]);
    offer(reservoir, of(1));
    offer(reservoir, of(2));
    assertFalse(reservoir.wants(3)); // passed over: the integer part of ln 0.3 / ln (1 - sqrt 0.3)
    assertTrue(reservoir.wants(4));
    reservoir.offer(of(4));
    assertEquals(Set.of(1.0, 4.0), values(reservoir.measurements(false)));
    chance[0] = 0.2;
    reservoir.measurements(true);
    offer(reservoir, of(5));
    offer(reservoir, of(6));
    assertTrue(reservoir.wants(7)); // ln 0.8 / ln (1 - sqrt 0.8) is less than 1
    reservoir.offer(of(7));
    assertEquals(Set.of(7.0, 6.0), values(reservoir.measurements(false)));
  }

  @Test
  void fixedReservoir_isUniform() {
    for (int size = 1; size <= 3; size++) {
      int[] kept = new int[10];
      for (int round = 0; round < 20_000; round++) {
        ExemplarReservoir reservoir = ExemplarReservoir.fixedSize(size);
        for (int i = 0; i < kept.length; i++) {
          offer(reservoir, of(i));
        }
        reservoir.measurements(true).forEach(m -> kept[(int) m.toDouble()]++);
      }
      for (int i = 0; i < kept.length; i++) { // the standard deviation is 65 at most
        assertEquals(2000 * size, kept[i], 400, i + " of a reservoir of " + size);
      }
    }
  }

  @Test
  void fixedReservoir_keepsLateOnesOfMany() {
    double sum = 0;
    for (int round = 0; round < 400; round++) {
      ExemplarReservoir reservoir = ExemplarReservoir.fixedSize(1);
      for (int i = 0; i < 10_000; i++) {
        offer(reservoir, of(i));
      }
      sum += reservoir.measurements(true).get(0).toDouble();
    }
    assertEquals(5000, sum / 400, 1000); // the standard deviation is 144
  }

  private static void offer(ExemplarReservoir reservoir, Measurement measurement) {
    if (reservoir.wants(measurement.toDouble())) {
      reservoir.offer(measurement);
    }
  }

  @Test
  void reservoirs_keepTheSpansIdsAndNotItsContext() {
    SpanContext span =
        SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getSampled(),
            TraceState.builder().put("large", "x").build());
    Context request = Context.root().with(ContextKey.named("request"), new Object());
    for (ExemplarReservoir reservoir :
        List.of(
            ExemplarReservoir.fixedSize(1), ExemplarReservoir.alignedToBuckets(new double[] {1}))) {
      reservoir.wants(1);
      reservoir.offer(new Measurement(NumberType.LONG, 1, Attributes.empty(), request, span, 5));
      Measurement kept = reservoir.measurements(true).get(0);
      assertSame(Context.root(), kept.context());
      assertEquals(span.getTraceId(), kept.span().getTraceId());
      assertEquals(span.getSpanId(), kept.span().getSpanId());
      assertTrue(kept.span().isSampled() && kept.span().getTraceState().isEmpty());
      assertEquals(5, kept.timeNanos());
    }
  }
}
