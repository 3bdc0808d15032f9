package ee.otel.metrics.internal.collect;

import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.internal.callback.CallbackLimits;
import ee.otel.metrics.internal.callback.Callbacks;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.stream.Stream;
import ee.otel.metrics.internal.stream.StreamReader;
import ee.otel.metrics.internal.stream.StreamRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects for readers: runs the callbacks, reads every stream, lets filter and producers take
 * part, and takes back what did not arrive. Collections run one after another; any thread.
 *
 * <p>Whatever is thrown, what was taken out of the streams is given back before it is passed on.
 */
final class Collector {
  private final Callbacks callbacks;
  private final StreamRegistry streams;
  private final FilterAndProducers passed;
  private final LongSupplier epochNanos;
  private final LimitWarnings limits;
  private final Health health;

  /** Held from a collection's first callback to its end, which may be on another thread. */
  private final Semaphore collection = new Semaphore(1, true);

  /** Held while the streams are read, not while callbacks run. */
  private final ReentrantLock reading = new ReentrantLock();

  private volatile boolean shutDown;

  Collector(
      Callbacks callbacks,
      StreamRegistry streams,
      FilterAndProducers passed,
      LongSupplier epochNanos,
      Health health) {
    this.callbacks = callbacks;
    this.streams = streams;
    this.passed = passed;
    this.epochNanos = epochNanos;
    this.limits = new LimitWarnings(health);
    this.health = health;
  }

  /** From now on every collection fails. */
  void shutdown() {
    shutDown = true;
  }

  /**
   * What was taken out of the streams for a reader.
   *
   * @param result what became of the collection
   */
  record Drained(List<Stream.Taken> taken, ExportResult result) {
    static final Drained NOTHING = new Drained(List.of(), ExportResult.FAILURE);
  }

  /** The metrics that {@link #take} would take; changes nothing. */
  List<MetricSnapshot> peek(StreamReader reader) {
    return withCallbacks(reader, unused -> look(reader), List.of());
  }

  private List<MetricSnapshot> look(StreamReader reader) {
    List<MetricSnapshot> metrics = new ArrayList<>();
    read(
        reader,
        (stream, now) -> {
          MetricSnapshot metric = stream.peek(reader, now);
          if (metric != null) {
            metrics.add(metric);
          }
        });
    return passed.passedOn(metrics, true, callbacks.limits());
  }

  /** Collects for a reader. */
  PendingDelivery take(StreamReader reader) {
    Drained drained =
        withCallbacks(reader, leftBehind -> drain(reader, leftBehind), Drained.NOTHING);
    return passOn(reader, drained, callbacks.limits());
  }

  /**
   * Takes what the streams have, after the callbacks.
   *
   * @param leftBehind how many callbacks had been left behind before those of this collection
   */
  Drained drain(StreamReader reader, long leftBehind) {
    if (shutDown) {
      return Drained.NOTHING;
    }
    List<Stream.Taken> taken = new ArrayList<>();
    try {
      read(
          reader,
          (stream, now) -> {
            Stream.Taken part = stream.take(reader, now);
            if (part != null) {
              taken.add(part);
            }
            limits.check(stream);
          });
    } catch (Throwable e) {
      settle(reader, taken, null);
      throw e;
    }
    return new Drained(
        taken, callbacks.leftBehind() == leftBehind ? ExportResult.SUCCESS : ExportResult.TIMEOUT);
  }

  /** Filters what was taken, and what producers add. */
  PendingDelivery passOn(StreamReader reader, Drained drained, CallbackLimits limits) {
    List<MetricSnapshot> metrics;
    try {
      List<MetricSnapshot> own = drained.taken.stream().map(Stream.Taken::metric).toList();
      metrics = passed.passedOn(own, drained.result != ExportResult.FAILURE, limits);
    } catch (Throwable e) {
      settle(reader, drained.taken, null);
      throw e;
    }
    return new PendingDelivery(this, reader, metrics, drained.taken, drained.result);
  }

  /** The callbacks that a reader's collection has to run. */
  Callbacks.Runs runs(StreamReader reader) {
    return callbacks.runs(reader);
  }

  /** How many callbacks were left behind so far. */
  long leftBehind() {
    return callbacks.leftBehind();
  }

  /** Drops what the callbacks observed for a collection that does not take place. */
  void dropObservations() {
    reading.lock();
    try {
      streams.all().forEach(Stream::dropObservations);
    } finally {
      reading.unlock();
    }
  }

  /**
   * Begins a collection that several threads may do, one after another.
   *
   * @return false when another one has not ended in time
   */
  boolean begin(long waitNanos) throws InterruptedException {
    return collection.tryAcquire(waitNanos, TimeUnit.NANOSECONDS);
  }

  /** Ends what {@link #begin} began. */
  void end() {
    collection.release();
  }

  private <T> T withCallbacks(StreamReader reader, LongFunction<T> read, T nothing) {
    if (shutDown) {
      return nothing;
    }
    if (reading.isHeldByCurrentThread() || callbacks.areRunningHere()) {
      health.warnOnce(
          "nested collection",
          () ->
              "Collection inside a callback is answered with nothing; collect or flush outside of"
                  + " callbacks.");
      return nothing;
    }
    collection.acquireUninterruptibly();
    try {
      long leftBehind = callbacks.leftBehind();
      callbacks.run(reader);
      return read.apply(leftBehind);
    } catch (Throwable e) {
      dropObservations();
      throw e;
    } finally {
      collection.release();
    }
  }

  private void read(StreamReader reader, BiConsumer<Stream, Long> each) {
    reading.lock();
    try {
      long now = epochNanos.getAsLong();
      for (Stream stream : streams.all()) {
        if (stream.isReadBy(reader)) {
          each.accept(stream, now);
        }
      }
    } catch (Throwable e) {
      streams.all().forEach(Stream::dropObservations);
      throw e;
    } finally {
      reading.unlock();
    }
  }

  /**
   * Ends a collection: the streams get back the points that did not arrive.
   *
   * @param missing which points did not arrive; null for all
   */
  void settle(StreamReader reader, List<Stream.Taken> taken, @Nullable MissingPoints missing) {
    reading.lock();
    try {
      for (Stream.Taken part : taken) {
        Consumer<Point> giveBack = point -> part.stream().giveBack(reader, point);
        if (missing == null) {
          part.returnable().forEach(giveBack);
        } else {
          missing.forEach(part.returnable(), giveBack);
        }
        part.stream().settled(reader);
      }
    } finally {
      reading.unlock();
    }
  }
}
