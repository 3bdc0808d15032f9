package ee.otel.metrics.internal.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.data.MetricSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedCollectionsTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger collections = new AtomicInteger();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  @AfterEach
  void end() {
    mayEnd.countDown();
    threads.shutdownNow();
  }

  /** The first collection waits until it may end. */
  private List<MetricSnapshot> collect() {
    if (collections.incrementAndGet() == 1) {
      begun.countDown();
      await(mayEnd);
    }
    return List.of();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(LONG.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoComesDuringACollection_sharesTheNext() throws Exception {
    SharedCollections<Integer> shared =
        new SharedCollections<>(this::collect, metrics -> collections.get(), LONG);
    Future<Integer> first = threads.submit(shared::get);
    await(begun);
    List<Future<Integer>> later = new ArrayList<>();
    CountDownLatch came = new CountDownLatch(100);
    for (int i = 0; i < 100; i++) {
      later.add(
          threads.submit(
              () -> {
                came.countDown();
                return shared.get();
              }));
    }
    await(came);
    mayEnd.countDown();
    assertEquals(1, first.get());
    for (Future<Integer> each : later) {
      assertNotEquals(1, each.get(), "a collection that had begun before");
    }
    // All but those that were not through the door yet when the second began.
    assertTrue(collections.get() < 20, collections + " collections");
  }

  @Test
  void nextCollection_isANewOne() throws Exception {
    mayEnd.countDown();
    SharedCollections<Integer> shared =
        new SharedCollections<>(this::collect, metrics -> collections.get(), LONG);
    assertEquals(1, shared.get());
    assertEquals(2, shared.get());
  }

  @Test
  void collectionThatHangs_holdsNobodyForLong() throws Exception {
    SharedCollections<Integer> shared =
        new SharedCollections<>(this::collect, metrics -> 0, Duration.ofMillis(50));
    Future<Integer> first = threads.submit(shared::get);
    await(begun);
    ExecutionException e = assertThrows(ExecutionException.class, shared::get);
    assertTrue(e.getCause() instanceof TimeoutException, e.toString());
    mayEnd.countDown();
    assertEquals(0, first.get());
    assertEquals(0, shared.get());
  }

  @Test
  void failure_isToldToAllAndEndsThere() throws Exception {
    SharedCollections<Integer> shared =
        new SharedCollections<>(
            () -> {
              if (collections.incrementAndGet() == 1) {
                throw new IllegalStateException("no");
              }
              return List.of();
            },
            metrics -> 7,
            LONG);
    ExecutionException e = assertThrows(ExecutionException.class, shared::get);
    assertEquals("no", e.getCause().getMessage());
    assertEquals(7, shared.get());
  }
}
