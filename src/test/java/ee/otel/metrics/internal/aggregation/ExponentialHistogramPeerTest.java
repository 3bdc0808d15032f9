package ee.otel.metrics.internal.aggregation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.otel.metrics.data.ExponentialBuckets;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.aggregation.Cell.Mode;
import ee.otel.metrics.internal.aggregation.Cell.Outcome;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.internal.aggregator.AggregatorHandle;
import io.opentelemetry.sdk.metrics.internal.aggregator.DoubleBase2ExponentialHistogramAggregator;
import io.opentelemetry.sdk.metrics.internal.exemplar.ExemplarReservoirFactory;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * The cell beside opentelemetry-java's: the same input makes the same point, but for three faults
 * of the peer. It throws at -0.0, its maximum starts at -1, and at scales above 0 its logarithm can
 * take a number on a bucket's bound, or next to one, for its neighbour.
 */
class ExponentialHistogramPeerTest {
  private static final Attributes RED = Attributes.builder().put("colour", "red").build();

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void peer_showsTheSamePoint(
      @ForAll("values") List<Double> values,
      @ForAll("sizes") int maxSize,
      @ForAll @IntRange(min = -10, max = 20) int maxScale) {
    Assume.that(maxScale <= 0 || values.stream().noneMatch(value -> isNearBound(value)));
    ExponentialHistogramCell cell = cell(maxSize, maxScale);
    AggregatorHandle<ExponentialHistogramPointData> peer = peer(maxSize, maxScale);
    for (Mode mode : new Mode[] {Mode.PEEK, Mode.DRAIN, Mode.DRAIN}) {
      for (double value : values) {
        cell.tryRecord(Double.doubleToRawLongBits(value));
        peer.recordDouble(value + 0.0, RED, Context.root());
      }
      assertSame(read(cell, mode), read(peer, mode));
    }
  }

  @Test
  void peer_putsSomePowersOfTwoIntoAnotherBucket() {
    ExponentialHistogramCell cell = cell(160, 20);
    AggregatorHandle<ExponentialHistogramPointData> peer = peer(160, 20);
    int misplaced = 0;
    for (int exponent = -1022; exponent <= 1023; exponent++) {
      double power = Math.scalb(1.0, exponent);
      cell.tryRecord(Double.doubleToRawLongBits(power));
      peer.recordDouble(power, RED, Context.root());
      int exact = (exponent << 20) - 1;
      assertEquals(exact, read(cell, Mode.DRAIN).positive().offset());
      misplaced += read(peer, Mode.DRAIN).getPositiveBuckets().getOffset() == exact ? 0 : 1;
    }
    assertNotEquals(0, misplaced);
  }

  @Test
  void peer_throwsAtANegativeZero() {
    AggregatorHandle<ExponentialHistogramPointData> peer = peer(160, 20);
    assertThrows(IllegalStateException.class, () -> peer.recordDouble(-0.0, RED, Context.root()));
    ExponentialHistogramCell cell = cell(160, 20);
    assertEquals(Outcome.RECORDED, cell.tryRecord(Double.doubleToRawLongBits(-0.0)));
    assertEquals(1, read(cell, Mode.PEEK).zeroCount());
  }

  @Test
  void peer_showsAMaximumThatWasNeverMeasured() {
    ExponentialHistogramCell cell = cell(160, 20);
    AggregatorHandle<ExponentialHistogramPointData> peer = peer(160, 20);
    cell.tryRecord(Double.doubleToRawLongBits(-5));
    peer.recordDouble(-5, RED, Context.root());
    assertEquals(-5, read(cell, Mode.PEEK).max());
    assertEquals(-1, read(peer, Mode.PEEK).getMax());
  }

  @Provide
  Arbitrary<List<Double>> values() {
    return ExponentialHistogramCellTest.values();
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.oneOf(Arbitraries.integers().between(2, 12), Arbitraries.of(20, 160, 320));
  }

  private static void assertSame(
      ExponentialHistogramPoint ours, ExponentialHistogramPointData theirs) {
    assertEquals(theirs.getScale(), ours.scale());
    assertEquals(theirs.getCount(), ours.count());
    assertEquals(theirs.getZeroCount(), ours.zeroCount());
    assertEquals(theirs.hasMin(), ours.hasMinMax());
    assertEquals(theirs.hasMax(), ours.hasMinMax());
    assertEquals(theirs.getMin() + 0.0, ours.min());
    if (ours.max() >= -1) {
      assertEquals(theirs.getMax() + 0.0, ours.max());
    }
    if (Double.isFinite(theirs.getSum())) {
      assertEquals(theirs.getSum(), ours.sum());
    }
    assertSame(ours.positive(), theirs.getPositiveBuckets());
    assertSame(ours.negative(), theirs.getNegativeBuckets());
  }

  private static void assertSame(ExponentialBuckets ours, ExponentialHistogramBuckets theirs) {
    assertEquals(theirs.getOffset(), ours.offset());
    assertArrayEquals(
        theirs.getBucketCounts().stream().mapToLong(count -> count).toArray(), ours.counts());
  }

  /** Whether a logarithm of a double's precision may take the value for its neighbour. */
  private static boolean isNearBound(double value) {
    if (value == 0) {
      return false;
    }
    int lift = Math.abs(value) < Double.MIN_NORMAL ? 64 : 0;
    double magnitude = Math.abs(value) * Math.scalb(1.0, lift);
    double one = Math.scalb(magnitude, -Math.getExponent(magnitude));
    double steps = Math.log(one) / Math.log(2) * (1 << 20);
    return Math.abs(steps - Math.rint(steps)) < 0x1p-17;
  }

  private static ExponentialHistogramCell cell(int maxSize, int maxScale) {
    return new ExponentialHistogramCell(NumberType.DOUBLE, maxSize, maxScale, true, true);
  }

  private static ExponentialHistogramPoint read(ExponentialHistogramCell cell, Mode mode) {
    return cell.read(mode, new PointAttributes(RED), 10, 20, List.of());
  }

  private static AggregatorHandle<ExponentialHistogramPointData> peer(int maxSize, int maxScale) {
    return new DoubleBase2ExponentialHistogramAggregator(
            ExemplarReservoirFactory.noSamples(),
            maxSize,
            maxScale,
            true,
            MemoryMode.IMMUTABLE_DATA)
        .createHandle(10);
  }

  private static ExponentialHistogramPointData read(
      AggregatorHandle<ExponentialHistogramPointData> peer, Mode mode) {
    return peer.aggregateThenMaybeReset(10, 20, RED, mode == Mode.DRAIN);
  }
}
