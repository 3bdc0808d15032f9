package ee.otel.metrics.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class BoundedCallTest {
  private static final long LONG = TimeUnit.SECONDS.toNanos(20);
  private static final CompletableFuture<Long> NO_HURRY = new CompletableFuture<>();
  private static final Executor OTHER_THREAD =
      work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
      };

  @Test
  void work_isDoneByTheExecutor() throws Exception {
    assertNotSame(
        Thread.currentThread(),
        new BoundedCall(OTHER_THREAD).call(Thread::currentThread, LONG, NO_HURRY));
  }

  @Test
  void work_isDoneByTheCallerWhenNobodyElseDoesIt() throws Exception {
    Executor full =
        work -> {
          throw new RejectedExecutionException();
        };
    Executor asleep = work -> {};
    for (Executor executor : new Executor[] {null, full, asleep}) {
      assertSame(
          Thread.currentThread(),
          new BoundedCall(executor).call(Thread::currentThread, LONG, NO_HURRY));
    }
  }

  @Test
  void begunWork_isNotWaitedFor() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    new BoundedCall(OTHER_THREAD)
        .begin(
            () -> {
              try {
                release.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              ended.countDown();
            });
    assertEquals(1, ended.getCount());
    release.countDown();
    assertTrue(ended.await(20, TimeUnit.SECONDS));
  }

  @Test
  void begunWork_isDoneByTheCallerOnceWhenNobodyElseBeginsIt() {
    Executor full =
        work -> {
          throw new RejectedExecutionException();
        };
    List<Runnable> queue = new ArrayList<>();
    for (Executor executor : new Executor[] {null, full, queue::add}) {
      List<Thread> done = new ArrayList<>();
      new BoundedCall(executor).begin(() -> done.add(Thread.currentThread()));
      queue.forEach(Runnable::run);
      assertEquals(List.of(Thread.currentThread()), done);
    }
  }

  @Test
  void failure_isPassedOn() {
    Exception e =
        assertThrows(
            ExecutionException.class,
            () ->
                new BoundedCall(OTHER_THREAD)
                    .call(
                        () -> {
                          throw new IllegalStateException("x");
                        },
                        LONG,
                        NO_HURRY));
    assertEquals("x", e.getCause().getMessage());
  }

  @Test
  void workThatTakesTooLong_isAbandonedAndCountedUntilItEnds() throws Exception {
    BoundedCall boundedCall = new BoundedCall(OTHER_THREAD);
    CountDownLatch end = new CountDownLatch(1);

    assertThrows(
        TimeoutException.class,
        () -> boundedCall.call(() -> end.await(20, TimeUnit.SECONDS), 50_000_000, NO_HURRY));
    assertEquals(1, boundedCall.abandoned());

    end.countDown();
    long limit = System.nanoTime() + LONG;
    while (boundedCall.abandoned() > 0) {
      assertTrue(System.nanoTime() < limit);
      Thread.onSpinWait();
    }
  }
}
