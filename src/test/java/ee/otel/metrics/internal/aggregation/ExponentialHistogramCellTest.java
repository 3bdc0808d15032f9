package ee.otel.metrics.internal.aggregation;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.ExponentialBuckets;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.aggregation.Cell.Mode;
import ee.otel.metrics.internal.aggregation.Cell.Outcome;
import ee.otel.metrics.internal.points.ExponentialRows;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExponentialHistogramCellTest {
  private static final PointAttributes RED =
      new PointAttributes(Attributes.builder().put("colour", "red").build());

  @Test
  void nothingRecorded_makesNoPoint() {
    assertNull(read(cell(160, 20), Mode.PEEK));
    assertNull(read(cell(160, 20), Mode.DRAIN));
    assertNull(read(cell(160, 20), Mode.CLOSE));
  }

  @Test
  void pointOfOneValue_isComplete() {
    ExponentialHistogramCell cell = cell(160, 20);
    List<Exemplar> exemplars =
        List.of(new Exemplar(Attributes.empty(), 15, null, null, NumberType.DOUBLE, 7));
    assertEquals(Outcome.RECORDED, record(cell, 4));
    ExponentialHistogramPoint point = cell.read(Mode.PEEK, RED, 10, 20, exemplars);
    assertNotNull(point);
    assertAll(
        () -> assertSame(RED, point.attributes()),
        () -> assertEquals(10, point.startNanos()),
        () -> assertEquals(20, point.timeNanos()),
        () -> assertEquals(20, point.scale()),
        () -> assertEquals(1, point.count()),
        () -> assertEquals(0, point.zeroCount()),
        () -> assertTrue(point.hasSum()),
        () -> assertEquals(4, point.sum()),
        () -> assertTrue(point.hasMinMax()),
        () -> assertEquals(4, point.min()),
        () -> assertEquals(4, point.max()),
        () -> assertEquals((2 << 20) - 1, point.positive().offset()),
        () -> assertArrayEquals(new long[] {1}, point.positive().counts()),
        () -> assertSame(ExponentialBuckets.EMPTY, point.negative()),
        () -> assertSame(exemplars, point.exemplars()));
  }

  @Test
  void zerosOfBothSigns_areZeros() {
    ExponentialHistogramCell cell = cell(160, 12);
    record(cell, 0.0);
    record(cell, -0.0);
    ExponentialHistogramPoint point = snapshot(cell);
    assertEquals(2, point.zeroCount());
    assertEquals(2, point.count());
    assertEquals(12, point.scale());
    assertEquals(0.0, point.min());
    assertEquals(0.0, point.max());
    assertEquals(0, point.positive().counts().length + point.negative().counts().length);
  }

  @Test
  void negativeNumbers_haveBucketsOfTheirOwnAndShareTheScale() {
    ExponentialHistogramCell cell = cell(4, 20);
    record(cell, -3);
    record(cell, 1);
    record(cell, 16);
    ExponentialHistogramPoint point = snapshot(cell);
    assertEquals(-1, point.scale());
    assertEquals(0, point.negative().offset());
    assertArrayEquals(new long[] {1}, point.negative().counts());
    assertEquals(-1, point.positive().offset());
    assertArrayEquals(new long[] {1, 0, 1}, point.positive().counts());
    assertEquals(-3, point.min());
    assertEquals(16, point.max());
    assertEquals(14, point.sum());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNotFinite_leavesNoTrace(double value) {
    ExponentialHistogramCell cell = cell(160, 20);
    assertEquals(Outcome.RECORDED, record(cell, value));
    assertNull(read(cell, Mode.PEEK));
  }

  @Test
  void longs_areReadAsLongs() {
    ExponentialHistogramCell cell =
        new ExponentialHistogramCell(NumberType.LONG, 160, 20, true, true);
    for (long value : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 3, 0}) {
      cell.tryRecord(value);
    }
    ExponentialHistogramPoint point = snapshot(cell);
    assertEquals(4, point.count());
    assertEquals(1, point.zeroCount());
    assertEquals(-0x1p63, point.min());
    assertEquals(0x1p63, point.max());
    assertEquals(3, point.sum());
  }

  @Test
  void sum_saturatesAndDoesNotOverflow() {
    ExponentialHistogramCell cell = cell(160, 20);
    record(cell, Double.MAX_VALUE);
    record(cell, Double.MAX_VALUE);
    assertEquals(Double.MAX_VALUE, snapshot(cell).sum());
    ExponentialHistogramPoint twice = Points.exponential(snapshot(cell), snapshot(cell), 160);
    assertEquals(Double.MAX_VALUE, twice.sum());
    assertEquals(4, twice.count());
  }

  @Test
  void whatIsSwitchedOff_isNotShown() {
    ExponentialHistogramCell cell =
        new ExponentialHistogramCell(NumberType.DOUBLE, 160, 20, false, false);
    record(cell, 2);
    ExponentialHistogramPoint point = snapshot(cell);
    assertFalse(point.hasSum());
    assertFalse(point.hasMinMax());
    assertEquals(0, point.sum() + point.min() + point.max());
    ExponentialHistogramPoint twice = Points.exponential(point, point, 160);
    assertFalse(twice.hasSum());
    assertFalse(twice.hasMinMax());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 127, 128, 255, 256, 257, 65_535, 65_536, 70_000})
  void counts_growPastEveryWidth(int times) {
    ExponentialHistogramCell cell = cell(160, 0);
    for (int i = 0; i < times; i++) {
      record(cell, 1.5);
    }
    record(cell, 3);
    assertArrayEquals(new long[] {times, 1}, snapshot(cell).positive().counts());
  }

  @Test
  void counts_addUpPastEveryWidthWhenTheScaleFalls() {
    ExponentialHistogramCell cell = cell(2, 1);
    for (int i = 0; i < 200; i++) {
      record(cell, 1.2);
      record(cell, 1.8);
    }
    record(cell, 3);
    ExponentialHistogramPoint point = snapshot(cell);
    assertEquals(0, point.scale());
    assertArrayEquals(new long[] {400, 1}, point.positive().counts());
  }

  @ParameterizedTest
  @ValueSource(longs = {0xff, 0xffff, 0xffff_ffffL})
  void packedCounts_holdTheGreatestCountOfAWidthAndTheNext(long greatest) {
    PackedCounts counts = PackedCounts.EMPTY.with(6, 0, 160).with(7, 0, 160);
    long total = 1;
    for (long full : new long[] {0xff, 0xffff, 0xffff_ffffL}) {
      if (full <= greatest) {
        assertTrue(counts.add(7, full - total));
        assertFalse(counts.increment(7));
        assertArrayEquals(new long[] {1, full}, counts.toBuckets().counts());
        counts = counts.with(7, 0, 160);
        total = full + 1;
      }
    }
    assertArrayEquals(new long[] {1, total}, counts.toBuckets().counts());
    assertArrayEquals(new long[] {1 + total}, counts.coarser(1, 160).toBuckets().counts());
  }

  @Test
  void drained_isAsNew() {
    ExponentialHistogramCell cell = cell(160, 20);
    record(cell, 1);
    record(cell, 1000);
    record(cell, -1000);
    record(cell, 0);
    assertEquals(4, read(cell, Mode.DRAIN).count());
    assertNull(read(cell, Mode.DRAIN));
    record(cell, 5);
    ExponentialHistogramPoint point = snapshot(cell);
    assertEquals(20, point.scale());
    assertEquals(1, point.count());
    assertEquals(5, point.sum());
    assertEquals(5, point.min());
    assertEquals(5, point.max());
  }

  @Test
  void drainedBetweenIndexAndRecord_stillCountsInTheRightBucket() {
    ExponentialHistogramCell cell = cell(160, 20);
    int coarse = ExponentialIndex.coarse(1.3);
    assertEquals(Outcome.RECORDED, cell.tryRecord(1.3, 1.3, coarse, ExponentialIndex.TABLE_SCALE));
    assertEquals(ExactExponentialIndex.of(1.3, 20), snapshot(cell).positive().offset());
  }

  @Test
  void closed_givesAllOutOnceAndRefusesWhatComesLater() {
    ExponentialHistogramCell cell = cell(160, 20);
    record(cell, 1);
    assertEquals(1, read(cell, Mode.CLOSE).count());
    assertEquals(Outcome.CLOSED, record(cell, 1));
    for (Mode mode : Mode.values()) {
      assertNull(read(cell, mode));
    }
  }

  @Test
  void sizesAndScalesOutOfRange_areTakenAsTheNearest() {
    ExponentialHistogramCell least = cell(-5, -99);
    record(least, Double.MIN_VALUE);
    assertEquals(-10, snapshot(least).scale());
    record(least, Double.MAX_VALUE);
    assertEquals(-11, snapshot(least).scale());
    ExponentialHistogramCell most = cell(Integer.MAX_VALUE, 99);
    record(most, 1);
    record(most, 2);
    assertEquals(19, snapshot(most).scale());
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void snapshot_isWhatTheOracleDraws(
      @ForAll("values") List<Double> values,
      @ForAll("sizes") int maxSize,
      @ForAll @IntRange(min = -10, max = 20) int maxScale) {
    ExponentialHistogramCell cell = cell(maxSize, maxScale);
    values.forEach(value -> record(cell, value));
    assertDrawn(values, maxSize, maxScale, snapshot(cell));
    assertDrawn(values, maxSize, maxScale, read(cell, Mode.DRAIN));
    values.forEach(value -> record(cell, value));
    assertDrawn(values, maxSize, maxScale, read(cell, Mode.CLOSE));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void rows_sayWhatPointsSay(
      @ForAll @Size(min = 1, max = 8) List<@From("values") List<Double>> rounds,
      @ForAll @Size(8) List<Mode> modes,
      @ForAll("sizes") int maxSize,
      @ForAll @IntRange(min = -10, max = 20) int maxScale,
      @ForAll boolean hasSum,
      @ForAll boolean minMax) {
    ExponentialHistogramCell read =
        new ExponentialHistogramCell(NumberType.DOUBLE, maxSize, maxScale, hasSum, minMax);
    ExponentialHistogramCell readToRows =
        new ExponentialHistogramCell(NumberType.DOUBLE, maxSize, maxScale, hasSum, minMax);
    List<Exemplar> exemplars =
        List.of(new Exemplar(Attributes.empty(), 15, null, null, NumberType.DOUBLE, 7));
    ExponentialRows rows = new ExponentialRows(hasSum, minMax);
    rows.clear(20);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < rounds.size(); i++) {
      for (double value : rounds.get(i)) {
        assertEquals(record(read, value), record(readToRows, value));
      }
      for (int twice = 0; twice < 2; twice++) {
        ExponentialHistogramPoint point = read.read(modes.get(i), RED, 10 + i, 20, exemplars);
        readToRows.readTo(rows, modes.get(i), RED, 10 + i, 20, exemplars);
        if (point != null) {
          points.add(point);
        }
      }
    }
    assertEquals(points, rows.list(0, rows.size()));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void merge_isAsIfOneCellHadRecordedAll(
      @ForAll("values") List<Double> older,
      @ForAll("values") List<Double> newer,
      @ForAll("sizes") int maxSize,
      @ForAll @IntRange(min = -10, max = 20) int maxScale) {
    ExponentialHistogramCell first = cell(maxSize, maxScale);
    ExponentialHistogramCell second = cell(maxSize, maxScale);
    older.forEach(value -> record(first, value));
    newer.forEach(value -> record(second, value));
    Exemplar early = new Exemplar(Attributes.empty(), 15, null, null, NumberType.DOUBLE, 7);
    Exemplar late = new Exemplar(Attributes.empty(), 25, null, null, NumberType.DOUBLE, 8);
    ExponentialHistogramPoint merged =
        Points.exponential(
            first.read(Mode.PEEK, RED, 10, 20, List.of(early, early)),
            second.read(Mode.PEEK, RED, 20, 30, List.of(late)),
            maxSize);
    assertEquals(10, merged.startNanos());
    assertEquals(30, merged.timeNanos());
    assertEquals(List.of(late, early), merged.exemplars());
    assertSame(RED, merged.attributes());
    List<Double> all = new ArrayList<>(older);
    all.addAll(newer);
    assertDrawn(all, maxSize, maxScale, merged);
  }

  /** Small and ordinary sizes. */
  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.oneOf(Arbitraries.integers().between(2, 12), Arbitraries.of(20, 160, 320));
  }

  /** Lists of finite numbers of many kinds: near to each other, far apart, on and beside bounds. */
  @Provide
  static Arbitrary<List<Double>> values() {
    Arbitrary<Double> anything =
        Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
    Arbitrary<Double> latencies =
        Arbitraries.integers().between(1_000, 10_000_000).map(micros -> micros / 1e6);
    Arbitrary<Double> narrow = Arbitraries.doubles().between(100, 101).ofScale(6);
    Arbitrary<Double> narrowest =
        Arbitraries.integers().between(0, 3_000).map(ulps -> 1.5 + ulps * 0x1p-24);
    Arbitrary<Double> besidePowers =
        Arbitraries.integers()
            .between(-1074, 1023)
            .map(exponent -> Math.scalb(1.0, exponent))
            .flatMap(power -> Arbitraries.of(power, Math.nextUp(power), -power))
            .filter(Double::isFinite);
    Arbitrary<Double> smallPowers =
        Arbitraries.integers().between(-8, 8).map(exponent -> Math.scalb(1.0, exponent));
    Arbitrary<Double> subnormals =
        Arbitraries.longs().between(1, (1L << 52) - 1).map(Double::longBitsToDouble);
    Arbitrary<Double> zeros = Arbitraries.of(0.0, -0.0);
    Arbitrary<List<Double>> lists =
        Arbitraries.oneOf(
            latencies.list().ofMinSize(1).ofMaxSize(60),
            narrow.list().ofMinSize(1).ofMaxSize(60),
            narrowest.list().ofMinSize(1).ofMaxSize(60),
            smallPowers.list().ofMinSize(1).ofMaxSize(30),
            subnormals.list().ofMinSize(1).ofMaxSize(20),
            zeros.list().ofMinSize(1).ofMaxSize(3),
            Arbitraries.oneOf(latencies, narrow.map(d -> -d), zeros)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40),
            Arbitraries.oneOf(anything, besidePowers, subnormals, zeros, latencies)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20));
    return Combinators.combine(lists, Arbitraries.of(1, -1))
        .as((values, sign) -> values.stream().map(value -> value * sign).toList());
  }

  private static void assertDrawn(
      List<Double> values, int maxSize, int maxScale, ExponentialHistogramPoint point) {
    int scale = maxScale;
    while (!fits(values, 1, scale, maxSize) || !fits(values, -1, scale, maxSize)) {
      scale--;
    }
    assertEquals(scale, point.scale());
    assertEquals(buckets(values, 1, scale), buckets(point.positive()));
    assertEquals(buckets(values, -1, scale), buckets(point.negative()));
    assertEquals(values.stream().filter(value -> value == 0).count(), point.zeroCount());
    assertEquals(values.size(), point.count());
    assertEquals(
        point.count(), point.zeroCount() + total(point.positive()) + total(point.negative()));
    assertEquals(values.stream().mapToDouble(v -> v).min().getAsDouble() + 0.0, point.min() + 0.0);
    assertEquals(values.stream().mapToDouble(v -> v).max().getAsDouble() + 0.0, point.max() + 0.0);
    assertTrue(Double.isFinite(point.sum()));
  }

  private static boolean fits(List<Double> values, int sign, int scale, int maxSize) {
    TreeMap<Integer, Long> buckets = buckets(values, sign, scale);
    return buckets.isEmpty() || (long) buckets.lastKey() - buckets.firstKey() < maxSize;
  }

  private static TreeMap<Integer, Long> buckets(List<Double> values, int sign, int scale) {
    TreeMap<Integer, Long> buckets = new TreeMap<>();
    for (double value : values) {
      if (value * sign > 0) {
        buckets.merge(ExactExponentialIndex.of(Math.abs(value), scale), 1L, Long::sum);
      }
    }
    return buckets;
  }

  /** The counts by index; neither end may be empty. */
  private static TreeMap<Integer, Long> buckets(ExponentialBuckets buckets) {
    TreeMap<Integer, Long> counts = new TreeMap<>();
    int length = buckets.counts().length;
    for (int i = 0; i < length; i++) {
      if (buckets.counts()[i] != 0 || i == 0 || i == length - 1) {
        counts.put(buckets.offset() + i, buckets.counts()[i]);
      }
    }
    return counts;
  }

  private static long total(ExponentialBuckets buckets) {
    long total = 0;
    for (long count : buckets.counts()) {
      total += count;
    }
    return total;
  }

  private static ExponentialHistogramCell cell(int maxSize, int maxScale) {
    return new ExponentialHistogramCell(NumberType.DOUBLE, maxSize, maxScale, true, true);
  }

  private static Outcome record(ExponentialHistogramCell cell, double value) {
    return cell.tryRecord(Double.doubleToRawLongBits(value));
  }

  private static ExponentialHistogramPoint snapshot(ExponentialHistogramCell cell) {
    ExponentialHistogramPoint point = read(cell, Mode.PEEK);
    assertNotNull(point);
    return point;
  }

  private static ExponentialHistogramPoint read(ExponentialHistogramCell cell, Mode mode) {
    return cell.read(mode, RED, 10, 20, List.of());
  }
}
