package ee.otel.metrics.internal.points;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.ExponentialBuckets;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PointRowsTest {
  private static final long NOW = 1_000;

  private final Random random = new Random(7);

  private static PointAttributes attributes(int i) {
    return new PointAttributes(Attributes.of(AttributeKey.longKey("i"), (long) i));
  }

  private List<Exemplar> exemplars(int i) {
    return i % 100 == 3
        ? List.of(new Exemplar(Attributes.empty(), i, null, null, NumberType.LONG, i))
        : List.of();
  }

  private NumberPoint number(int i) {
    return new NumberPoint(
        attributes(i), i % 7, NOW, NumberType.DOUBLE, random.nextLong(), exemplars(i));
  }

  private static NumberRows filled(List<Point> points) {
    NumberRows rows = new NumberRows(NumberType.DOUBLE);
    rows.clear(NOW);
    points.forEach(rows::add);
    return rows;
  }

  private List<Point> numbers(int count) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      points.add(number(i));
    }
    return points;
  }

  @Test
  void rows_areThePointsThatWereAdded() {
    for (int count : new int[] {0, 1, 8, 9, 1023, 1024, 1025, 5000}) {
      List<Point> points = numbers(count);
      assertEquals(points, filled(points).list(0, count));
    }
  }

  @Test
  void histograms_areThePointsThatWereAdded() {
    double[] boundaries = {1, 2, 5};
    HistogramRows rows = new HistogramRows(boundaries, true, true);
    rows.clear(NOW);
    List<HistogramPoint> points = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      long[] counts = random.longs(4, 0, 1000).toArray();
      points.add(
          new HistogramPoint(
              attributes(i),
              i,
              NOW,
              Arrays.stream(counts).sum(),
              true,
              random.nextDouble(),
              true,
              -random.nextDouble(),
              random.nextDouble(),
              boundaries,
              counts,
              exemplars(i)));
      rows.add(points.get(i));
    }
    for (int i = 0; i < points.size(); i++) {
      HistogramPoint expected = points.get(i);
      HistogramPoint point = (HistogramPoint) rows.list(0, points.size()).get(i);
      assertEquals(Arrays.toString(expected.counts()), Arrays.toString(point.counts()));
      assertEquals(expected.count(), point.count());
      assertEquals(expected.sum(), point.sum());
      assertEquals(expected.min(), point.min());
      assertEquals(expected.max(), point.max());
      assertEquals(expected.startNanos(), point.startNanos());
      assertSame(expected.attributes(), point.attributes());
      assertEquals(expected.exemplars(), point.exemplars());
    }
  }

  private ExponentialHistogramPoint exponential(int i, long now, int most) {
    return new ExponentialHistogramPoint(
        attributes(i),
        i % 7,
        now,
        random.nextInt(32) - 11,
        random.nextLong(),
        random.nextLong(),
        true,
        random.nextGaussian(),
        true,
        -random.nextDouble(),
        random.nextDouble(),
        buckets(most),
        buckets(most),
        exemplars(i));
  }

  /** Of any width, size and offset. */
  private ExponentialBuckets buckets(int most) {
    int size = random.nextInt(most);
    int width = random.nextInt(4);
    return size == 0
        ? ExponentialBuckets.EMPTY
        : ExponentialBuckets.packed(
            random.nextInt(), size, width, random.longs(size / (8 >> width) + 1).toArray());
  }

  private List<Point> exponentials(int count, long now, int most) {
    return IntStream.range(0, count).<Point>mapToObj(i -> exponential(i, now, most)).toList();
  }

  @Test
  void exponentialHistograms_areThePointsThatWereAddedAndSoWhenFilledAnew() {
    ExponentialRows rows = new ExponentialRows(true, true);
    int now = 0;
    for (int most : new int[] {1, 2, 200, 20, 40_000, 200}) {
      List<Point> points = exponentials(most > 1000 ? 20 : 3000, ++now, most);
      rows.clear(now);
      points.forEach(rows::add);
      assertEquals(points, rows.list(0, points.size()));
    }
  }

  @Test
  void exponentialHistograms_areWrittenIntoTheWordsOfThoseBefore() {
    ExponentialRows rows = new ExponentialRows(true, true);
    List<Point> points = exponentials(3000, NOW, 200);
    rows.clear(NOW);
    points.forEach(rows::add);
    List<long[]> counts = IntStream.range(0, 3000).mapToObj(rows::counts).toList();
    List<long[]> words = IntStream.range(0, 3000).mapToObj(rows::words).toList();
    rows.clear(NOW);
    points.forEach(rows::add);
    for (int i = 0; i < 3000; i++) {
      assertSame(words.get(i), rows.words(i));
      assertSame(counts.get(i), rows.counts(i));
    }
  }

  @Test
  void points_areTheSameObjectsWhoeverAsks() {
    NumberRows rows = filled(numbers(50));
    List<Point> all = rows.list(0, 50);
    List<? extends Point> some = RowList.some(all.subList(10, 40), new int[] {0, 7, 29});
    assertSame(all.get(10), some.get(0));
    assertSame(all.get(17), some.get(1));
    assertSame(rows.list(39, 50).get(0), some.get(2));
    assertEquals(2, some.subList(1, 3).size());
    assertSame(all.get(39), some.subList(1, 3).get(1));
  }

  @Test
  void someOfOrdinaryPoints_areThose() {
    List<Point> points = numbers(5);
    assertEquals(List.of(points.get(1), points.get(4)), RowList.some(points, new int[] {1, 4}));
  }

  @Test
  void index_outsideOfTheListIsRefused() {
    List<Point> part = filled(numbers(10)).list(2, 5);
    assertThrows(IndexOutOfBoundsException.class, () -> part.get(3));
    assertThrows(IndexOutOfBoundsException.class, () -> part.subList(1, 4));
  }

  @Test
  void rowsFilledAnew_sayNothingOfWhatWasInThem() {
    NumberRows rows = filled(numbers(1500));
    rows.list(0, 1500).forEach(point -> assertEquals(NOW, point.timeNanos()));
    rows.clear(NOW + 1);
    assertEquals(0, rows.size());
    NumberPoint fresh =
        new NumberPoint(attributes(-1), 0, NOW + 1, NumberType.DOUBLE, 42, List.of());
    for (int i = 0; i < 10; i++) {
      rows.add(fresh);
    }
    rows.list(0, 10).forEach(point -> assertEquals(fresh, point));
  }
}
