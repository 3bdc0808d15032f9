package ee.otel.metrics.internal.points;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Points of one kind and one time, each a row of as many words in one of a few large arrays.
 *
 * <p>Filled by one thread, then only read. An object is made of a row when it is asked for, once
 * for each row. Once nobody looks at the rows any more, {@link #clear} lets them be used again.
 */
public abstract sealed class PointRows permits NumberRows, HistogramRows, ExponentialRows {
  private static final int PAGE_BITS = 10;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final int SMALLEST = 8;

  /** The words of a row that each kind has: the start. */
  static final int COMMON = 1;

  private final int width;
  private long[][] words = {};
  private PointAttributes[][] attributes = {};
  private int size;
  private long timeNanos;

  /** By row; few have any. */
  private final Map<Integer, List<Exemplar>> exemplars = new HashMap<>();

  private volatile @Nullable AtomicReferenceArray<@Nullable Point> made;

  /**
   * @param width the words of a row
   */
  PointRows(int width) {
    this.width = width;
  }

  /**
   * Empties the rows.
   *
   * @param timeNanos the time of all points to come
   */
  public void clear(long timeNanos) {
    this.timeNanos = timeNanos;
    size = 0;
    exemplars.clear();
    made = null;
  }

  /** How many points there are. */
  public final int size() {
    return size;
  }

  /** The time of all points. */
  public final long timeNanos() {
    return timeNanos;
  }

  /**
   * Makes sure that one more row needs no memory.
   *
   * @return where its words are, from {@link #nextAt} on
   */
  public final long[] next() {
    int page = size >>> PAGE_BITS;
    int row = size & PAGE - 1;
    if (page == words.length) {
      words = Arrays.copyOf(words, Math.max(1, 2 * page));
      attributes = Arrays.copyOf(attributes, words.length);
      Arrays.fill(words, page, words.length, new long[0]);
      Arrays.fill(attributes, page, words.length, new PointAttributes[0]);
    }
    int rows = attributes[page].length;
    if (row >= rows) {
      int more = page > 0 ? PAGE : Math.max(SMALLEST, 2 * rows);
      words[page] = Arrays.copyOf(words[page], more * width);
      attributes[page] = Arrays.copyOf(attributes[page], more);
    }
    return words[page];
  }

  /** Where the next row begins in {@link #next}. */
  public final int nextAt() {
    return at(size);
  }

  /** Ends the next row, whose other words are written. */
  final void end(PointAttributes attributes, long startNanos, List<Exemplar> exemplars) {
    words(size)[at(size)] = startNanos;
    this.attributes[size >>> PAGE_BITS][size & PAGE - 1] = attributes;
    if (!exemplars.isEmpty()) {
      this.exemplars.put(size, exemplars);
    }
    size++;
  }

  /** Where the words of a row are, from {@link #at} on. */
  public final long[] words(int row) {
    return words[row >>> PAGE_BITS];
  }

  /** Where a row begins in its {@link #words}. */
  public final int at(int row) {
    return (row & PAGE - 1) * width;
  }

  public final PointAttributes attributes(int row) {
    return attributes[row >>> PAGE_BITS][row & PAGE - 1];
  }

  public final long startNanos(int row) {
    return words(row)[at(row)];
  }

  public final List<Exemplar> exemplars(int row) {
    return exemplars.isEmpty() ? List.of() : exemplars.getOrDefault(row, List.of());
  }

  /** The point of a row, made at the first request. */
  final Point point(int row) {
    AtomicReferenceArray<@Nullable Point> all = made;
    if (all == null) {
      all = made();
    }
    Point point = all.get(row);
    if (point != null) {
      return point;
    }
    Point own = make(row);
    Point others = all.compareAndExchange(row, null, own);
    return others == null ? own : others;
  }

  private synchronized AtomicReferenceArray<@Nullable Point> made() {
    AtomicReferenceArray<@Nullable Point> all = made;
    if (all == null) {
      all = new AtomicReferenceArray<>(size);
      made = all;
    }
    return all;
  }

  /** The point of a row if it was made before. */
  final @Nullable Point madePoint(int row) {
    AtomicReferenceArray<@Nullable Point> all = made;
    return all == null ? null : all.get(row);
  }

  abstract Point make(int row);

  /** Adds a point. */
  public abstract void add(Point point);

  /**
   * Some of the points.
   *
   * @param from inclusive
   * @param to exclusive
   */
  public final List<Point> list(int from, int to) {
    return new RowList(this, from, to, null);
  }
}
