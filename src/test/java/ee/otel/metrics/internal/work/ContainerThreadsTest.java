package ee.otel.metrics.internal.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ContainerThreadsTest {
  private final CountDownLatch done = new CountDownLatch(1);
  private final AtomicInteger runs = new AtomicInteger();
  private final List<Runnable> queue = new ArrayList<>();

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }

  private void work() {
    runs.incrementAndGet();
    done.countDown();
  }

  private void assertDoneOnce(boolean begun) throws InterruptedException {
    assertTrue(begun);
    assertTrue(done.await(10, TimeUnit.SECONDS));
    assertEquals(1, runs.get());
  }

  @Test
  void factory_isAskedFirst() throws Exception {
    assertDoneOnce(
        new ContainerThreads(ContainerThreadsTest::daemon, queue::add).begin(this::work));
    assertEquals(List.of(), queue);
  }

  @Test
  void executor_isAskedWhereTheFactoryFails() throws Exception {
    List<ThreadFactory> factories = new ArrayList<>();
    factories.add(null);
    factories.add(work -> null);
    factories.add(work -> daemon(() -> {})); // a context that cannot be set up any more
    factories.add(
        work -> {
          throw new IllegalStateException("stopped");
        });
    factories.add(
        work -> {
          throw new NoClassDefFoundError("gone");
        });
    for (ThreadFactory factory : factories) {
      CountDownLatch over = new CountDownLatch(1);
      Executor executor = work -> daemon(work).start();
      assertTrue(new ContainerThreads(factory, executor).begin(over::countDown));
      assertTrue(over.await(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void workThatNeverBegan_neverWill() {
    assertFalse(new ContainerThreads(null, queue::add).begin(this::work));
    assertEquals(1, queue.size());
    queue.forEach(Runnable::run);
    assertEquals(0, runs.get());
  }

  @Test
  void executorThatRefuses_beginsNothing() {
    Executor full =
        work -> {
          throw new RejectedExecutionException();
        };
    Executor broken =
        work -> {
          throw new NoClassDefFoundError("gone");
        };
    assertFalse(new ContainerThreads(null, full).begin(this::work));
    assertFalse(new ContainerThreads(null, broken).begin(this::work));
    assertFalse(new ContainerThreads(null, null).begin(this::work));
    assertEquals(0, runs.get());
  }

  @Test
  void executorThatRunsAndThrows_hasBegun() throws Exception {
    Executor odd =
        work -> {
          work.run();
          throw new IllegalStateException("after the work");
        };
    assertDoneOnce(new ContainerThreads(null, odd).begin(this::work));
  }

  @Test
  void lookUpOutsideOfAContainer_beginsNothing() {
    assertFalse(ContainerThreads.lookUp().begin(this::work));
  }
}
