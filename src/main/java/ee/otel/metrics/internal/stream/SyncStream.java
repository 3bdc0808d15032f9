package ee.otel.metrics.internal.stream;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.internal.aggregation.Cell.Mode;
import ee.otel.metrics.internal.aggregation.Cell.Outcome;
import ee.otel.metrics.internal.view.StreamConfig;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The stream of an instrument that is recorded into.
 *
 * <p>{@link #record} may be called from any thread at any time. Each measurement goes into exactly
 * one series: the one of its attributes or, where the limit leaves no room for that one, the
 * overflow series. There are never more series than the limit beside the overflow series.
 *
 * <p>A series that is let go is closed and leaves the table under the lock. A recorder that still
 * holds it is told so by the cell and looks the attributes up again, under the lock.
 */
final class SyncStream extends Stream implements Recorder {
  private final SeriesRegistry directory;
  private final NumberType type;
  private final long idleTimeoutNanos;
  private final ExemplarsStorage exemplars;
  private final boolean samples;
  private final ExemplarsStorage.Kind exemplarKind;
  private final LongAdder overflowed = new LongAdder();

  /**
   * @param idleTimeoutNanos after which an untouched series is let go that is read cumulatively; 0
   *     for never
   */
  SyncStream(
      StreamConfig config,
      StreamReaders readers,
      ExemplarsStorage exemplars,
      LongSupplier epochNanos,
      long idleTimeoutNanos) {
    super(config, readers);
    boolean lasting = !readers.drains() && idleTimeoutNanos == 0;
    this.directory =
        new SeriesRegistry(config, aggregator, readers, exemplars, epochNanos, lasting);
    this.type = config.instrument().type();
    this.idleTimeoutNanos = idleTimeoutNanos;
    this.exemplars = exemplars;
    this.samples = !exemplars.isOff();
    this.exemplarKind = ExemplarsStorage.Kind.of(config);
  }

  @Override
  public void record(long bits, Attributes attributes, @Nullable Context context) {
    Context candidate = samples ? exemplars.candidate(context) : null;
    boolean noRoom = directory.isFull(); // asked first: then what is not found was not there before
    Series series = directory.lookUp(attributes);
    if (series == null && noRoom && KeptAttributes.areOwned(attributes)) {
      series = directory.overflow();
      overflowed.increment();
      series.tryRecord(bits, aggregator);
    } else if (series == null || series.tryRecord(bits, aggregator) == Outcome.CLOSED) {
      series = locateAndRecord(series, bits, attributes);
    }
    if (candidate != null) {
      exemplars.offer(series, exemplarKind, type, bits, attributes, candidate);
    }
  }

  @Override
  public Bound bind(Attributes attributes) {
    return new BoundSeries(KeptAttributes.owned(attributes));
  }

  @Override
  public void end(Attributes attributes) {
    directory.end(attributes);
  }

  /** A series kept at hand. Racing threads may look the series up twice, nothing worse. */
  private final class BoundSeries implements Bound {
    private final Attributes attributes;
    private @Nullable Series series;

    BoundSeries(Attributes attributes) {
      this.attributes = attributes;
    }

    @Override
    public void record(long bits, @Nullable Context context) {
      Context candidate = samples ? exemplars.candidate(context) : null;
      Series recorded = series;
      if (recorded == null || recorded.tryRecord(bits, aggregator) == Outcome.CLOSED) {
        recorded = locateAndRecord(recorded, bits, attributes);
        // The overflow series belongs to nobody: next time there may be room.
        series = directory.isOverflow(recorded) ? null : recorded;
      }
      if (candidate != null) {
        exemplars.offer(recorded, exemplarKind, type, bits, attributes, candidate);
      }
    }
  }

  /**
   * Records where a look at the table was not enough.
   *
   * @param closed the series that refused the measurement, or null when none was found
   * @return the series that took it
   */
  private Series locateAndRecord(@Nullable Series closed, long bits, Attributes attributes) {
    Series series = closed;
    do {
      series = directory.locate(attributes, series);
    } while (series.tryRecord(bits, aggregator) == Outcome.CLOSED);
    if (directory.isOverflow(series)) {
      overflowed.increment();
    }
    return series;
  }

  @Override
  public @Nullable MetricSnapshot peek(StreamReader reader, long now) {
    int index = readers.indexOf(reader);
    List<Point> points = new ArrayList<>(directory.size() + 1);
    Consumer<Series> look =
        series -> {
          Point point =
              merged(series.waitingFor(index), read(series, Mode.PEEK, index, now, false));
          if (point != null) {
            points.add(at(point, now));
          }
        };
    directory.forEachAndOverflow(look);
    directory.leaving().forEach(look);
    return points.isEmpty() ? null : snapshot(points, readers.temporality(index));
  }

  @Override
  public @Nullable Taken take(StreamReader reader, long now) {
    int index = readers.indexOf(reader);
    List<Point> points = new ArrayList<>(directory.size() + 1);
    List<Series> expired = new ArrayList<>(0);
    directory.forEachAndOverflow(
        series -> {
          if (isExpired(series, now)) {
            expired.add(series);
          } else {
            Point point =
                readers.drains()
                    ? drained(series, index, now)
                    : merged(series.waitingFor(index), read(series, Mode.PEEK, index, now, true));
            if (point != null) {
              points.add(at(point, now));
            }
          }
        });
    List<Point> last = lastPoints(expired, index, now);
    points.addAll(last);
    readers.taken(index, now);
    directory.open();
    return points.isEmpty()
        ? null
        : new Taken(
            snapshot(points, readers.temporality(index)),
            this,
            readers.isDelta(index) ? points : last);
  }

  /** Whether the series is to be let go: see the class comment of {@link MetricsStorage}. */
  private boolean isExpired(Series series, long now) {
    if (series.ended) {
      return true;
    }
    if (series.touched) {
      series.touched = false;
      series.idleSinceNanos = 0;
      return false;
    }
    if (directory.isOverflow(series) || !series.nothingWaits() && readers.allDelta()) {
      return false;
    }
    if (readers.allDelta()) {
      return true;
    }
    if (idleTimeoutNanos == 0) {
      return false;
    }
    if (series.idleSinceNanos == 0) {
      series.idleSinceNanos = now;
    }
    return now - series.idleSinceNanos >= idleTimeoutNanos;
  }

  /** Lets series go, and returns what {@code index} has not had of all that were. */
  private List<Point> lastPoints(List<Series> expired, int index, long now) {
    List<Point> points = new ArrayList<>(expired.size());
    directory.takeLeft(index).forEach(point -> points.add(at(point, now)));
    directory.letGo(
        expired,
        series -> {
          Point point = distributed(series, read(series, Mode.CLOSE, index, now, true), index, now);
          if (point != null) {
            points.add(at(point, now));
          }
          series.setWaiting(index, readers.size(), null);
        });
    return points;
  }

  /**
   * Empties a series. Where several readers share what it held, nobody may find it empty and let it
   * go before that waits for them.
   */
  private @Nullable Point drained(Series series, int index, long now) {
    if (readers.size() == 1) {
      return distributed(series, read(series, Mode.DRAIN, index, now, true), index, now);
    }
    synchronized (directory.lock) {
      return distributed(series, read(series, Mode.DRAIN, index, now, true), index, now);
    }
  }

  /**
   * Adds what was drained to what waits for each reader, and returns what {@code index} gets. A
   * cumulative reader's total goes on waiting.
   */
  private @Nullable Point distributed(Series series, @Nullable Point drained, int index, long now) {
    if (readers.size() == 1 && series.nothingWaits() && readers.isDelta(index)) {
      return drained;
    }
    Point result = null;
    for (int reader = 0; reader < readers.size(); reader++) {
      Point fresh =
          drained == null || reader == index
              ? drained
              : drained.with(
                  drained.attributes(), start(series, reader, now), now, drained.exemplars());
      Point sum = merged(series.waitingFor(reader), fresh);
      sum = sum == null ? null : at(sum, now);
      if (reader == index) {
        result = sum;
        sum = sum == null || readers.isDelta(reader) ? null : withoutExemplars(sum);
      }
      synchronized (directory.lock) {
        series.setWaiting(reader, readers.size(), sum);
      }
    }
    return result;
  }

  @Override
  public void giveBack(StreamReader reader, Point point) {
    int index = readers.indexOf(reader);
    synchronized (directory.lock) {
      Series series = directory.forReturned(point, readers.isDelta(index));
      if (series == null) {
        return;
      }
      Point own =
          point.with(series.attributes, point.startNanos(), point.timeNanos(), point.exemplars());
      series.setWaiting(index, readers.size(), merged(own, series.waitingFor(index)));
    }
  }

  private @Nullable Point read(Series series, Mode mode, int index, long now, boolean take) {
    long start = start(series, index, now);
    List<Exemplar> kept =
        samples ? exemplars.exemplarsOf(series, exemplarKind, start, now, take) : List.of();
    return series.read(mode, aggregator, start, now, kept);
  }

  private long start(Series series, int reader, long now) {
    // The series may have begun while this collection did, or the clock was set back.
    series.startNanos = Math.min(series.startNanos, now);
    return readers.isDelta(reader)
        ? Math.min(readers.lastTakenNanos(reader), now)
        : series.startNanos;
  }

  private @Nullable Point merged(@Nullable Point older, @Nullable Point newer) {
    return older == null ? newer : newer == null ? older : aggregator.merge(older, newer);
  }

  private static Point withoutExemplars(Point point) {
    return point.exemplars().isEmpty()
        ? point
        : point.with(point.attributes(), point.startNanos(), point.timeNanos(), List.of());
  }

  @Override
  public int liveSeries() {
    return directory.size();
  }

  @Override
  public long overflowed() {
    return overflowed.sum();
  }

  @Override
  public void forEachAttributes(Consumer<Attributes> action) {
    directory.forEach(series -> action.accept(series.attributes.attributes()));
  }
}
