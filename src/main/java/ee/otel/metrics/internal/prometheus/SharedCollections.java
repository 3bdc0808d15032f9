package ee.otel.metrics.internal.prometheus;

import ee.otel.metrics.data.MetricSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects once for all who wait for it: however many scrapes come at once, there are two
 * collections, the one under way and the next.
 *
 * <p>Safe from any thread. What a caller gets was collected after it came.
 *
 * @param <R> the result, made once for all who share a collection
 */
final class SharedCollections<R> {
  private final Supplier<List<MetricSnapshot>> collect;
  private final Function<List<MetricSnapshot>, R> use;
  private final long longestNanos;
  private final ReentrantLock turn = new ReentrantLock();
  private @Nullable CompletableFuture<R> next;

  /**
   * @param longest how long a caller waits for others before it gives up
   */
  SharedCollections(
      Supplier<List<MetricSnapshot>> collect,
      Function<List<MetricSnapshot>, R> use,
      Duration longest) {
    this.collect = collect;
    this.use = use;
    this.longestNanos = longest.toNanos();
  }

  /**
   * @throws TimeoutException when a collection takes too long
   * @throws ExecutionException when it fails
   */
  R get() throws TimeoutException, ExecutionException, InterruptedException {
    CompletableFuture<R> mine;
    boolean first;
    synchronized (this) {
      first = next == null;
      mine = next == null ? new CompletableFuture<>() : next;
      next = mine;
    }
    if (first) {
      lead(mine);
    }
    return mine.get(longestNanos, TimeUnit.NANOSECONDS);
  }

  /** Collects for all who have joined by the time it begins. */
  private void lead(CompletableFuture<R> mine) throws InterruptedException {
    boolean myTurn = false;
    try {
      myTurn = turn.tryLock(longestNanos, TimeUnit.NANOSECONDS);
      close(mine);
      if (myTurn) {
        mine.complete(use.apply(collect.get()));
      } else {
        mine.completeExceptionally(new TimeoutException("another collection takes too long"));
      }
    } catch (RuntimeException | Error failure) {
      mine.completeExceptionally(failure);
    } finally {
      close(mine);
      mine.completeExceptionally(new IllegalStateException("interrupted")); // if not done yet
      if (myTurn) {
        turn.unlock();
      }
    }
  }

  /** Callers from now on wait for the next one. */
  private synchronized void close(CompletableFuture<R> mine) {
    if (next == mine) {
      next = null;
    }
  }
}
