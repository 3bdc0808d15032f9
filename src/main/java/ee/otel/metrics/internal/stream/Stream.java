package ee.otel.metrics.internal.stream;

import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.aggregation.Aggregator;
import ee.otel.metrics.internal.view.StreamConfig;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One metric stream: the series of an instrument under one view, read by one or more readers.
 *
 * <p>Everything here is called under the collection lock.
 */
public abstract sealed class Stream permits SyncStream, AsyncStream {
  /** Measurements beyond the cardinality limit are reported under these attributes. */
  static final PointAttributes OVERFLOW =
      new PointAttributes(Attributes.of(AttributeKey.booleanKey("otel.metric.overflow"), true));

  final StreamConfig config;
  final Aggregator aggregator;
  final StreamReaders readers;
  final Runnable cutWarning;

  private volatile String description;

  /**
   * @param cutWarning runs when attributes are nested too deeply
   */
  Stream(StreamConfig config, StreamReaders readers, Runnable cutWarning) {
    this.config = config;
    this.cutWarning = cutWarning;
    this.description = config.description();
    this.readers = readers;
    this.aggregator =
        Aggregator.of(
            config.aggregation(),
            config.instrument().type(),
            config.instrument().kind().isMonotonic());
  }

  /** The settings of the stream. */
  public final StreamConfig config() {
    return config;
  }

  /** Whether the stream is made for {@code reader}. */
  public final boolean isReadBy(StreamReader reader) {
    return readers.indexOf(reader) >= 0;
  }

  /** Takes another description of the same stream: the longer one is exported. */
  final void describe(String other) {
    if (other.length() > description.length()) {
      description = other;
    }
  }

  /** The description that is exported. */
  final String description() {
    return description;
  }

  /**
   * The part of a collection that a stream gives to a reader.
   *
   * @param returnable the points that have to come again should they not arrive
   * @param release lets the points' memory be used again; called when nobody looks at them any
   *     more, or not at all
   */
  public record Taken(
      MetricSnapshot metric, Stream stream, List<Point> returnable, Runnable release) {}

  /** The stream's snapshot for {@code reader}; changes nothing. Null when there are no points. */
  public abstract @Nullable MetricSnapshot peek(StreamReader reader, long now);

  /** The stream's snapshot for an export by {@code reader}. Null when there are no points. */
  public abstract @Nullable Taken take(StreamReader reader, long now);

  /** Drops what was observed for a collection that has failed. */
  public abstract void dropObservations();

  /** Takes back a point that {@link #take} gave out and that did not arrive. */
  public abstract void giveBack(StreamReader reader, Point point);

  /** The outcome of what a reader took is known, and all that failed was given back. */
  public abstract void settled(StreamReader reader);

  /** The number of series, the overflow series not counted. */
  public abstract int liveSeries();

  /** How many measurements went into the overflow series so far. */
  public abstract long overflowed();

  /** Shows the attributes of each series. For questions that may take their time. */
  public abstract void forEachAttributes(Consumer<Attributes> action);

  /**
   * A returned delta that has to go into the overflow series: with the smallest window, since that
   * series has reported the time before.
   */
  static Point withoutPlace(Point point) {
    return point.with(point.attributes(), point.timeNanos(), point.timeNanos(), List.of());
  }

  /** A point as it is, without exemplars. */
  static Point withoutExemplars(Point point) {
    return point.exemplars().isEmpty()
        ? point
        : point.with(point.attributes(), point.startNanos(), point.timeNanos(), List.of());
  }

  /** A pending point and a returned one, merged. */
  final Point pendingTogether(Point returned, @Nullable Point pending) {
    return together(aggregator, returned, pending);
  }

  static Point together(Aggregator aggregator, Point returned, @Nullable Point pending) {
    if (pending == null) {
      return returned;
    }
    Point sum = aggregator.merge(returned, pending);
    return sum.with(
        sum.attributes(),
        Math.min(returned.startNanos(), pending.startNanos()),
        Math.max(returned.timeNanos(), pending.timeNanos()),
        sum.exemplars());
  }

  /** The point at the time of a collection, which a clock that was set back may put before it. */
  static Point at(Point point, long now) {
    return point.timeNanos() == now && point.startNanos() <= now
        ? point
        : point.with(point.attributes(), Math.min(point.startNanos(), now), now, point.exemplars());
  }

  final MetricSnapshot snapshot(List<Point> points, Temporality temporality) {
    return new MetricSnapshot(
        config.instrument().scope(),
        config.name(),
        description,
        config.instrument().unit(),
        aggregator.frame(points, temporality));
  }
}
