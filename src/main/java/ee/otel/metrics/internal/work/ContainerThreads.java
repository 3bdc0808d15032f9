package ee.otel.metrics.internal.work;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Threads of the container (Jakarta Concurrency). The managed thread factory makes one for each
 * piece of work, which ends with the work: nothing is taken from a pool that the application needs.
 * Where there is no factory, the managed executor lends one.
 */
public final class ContainerThreads implements Threads {
  private final @Nullable ThreadFactory factory;
  private final @Nullable Executor executor;

  /**
   * @param factory makes a thread for each piece of work; null for none
   * @param executor is asked where the factory makes none; null for none
   */
  public ContainerThreads(@Nullable ThreadFactory factory, @Nullable Executor executor) {
    this.factory = factory;
    this.executor = executor;
  }

  /** The threads that the server offers under its standard names, or none. */
  public static Threads lookUp() {
    return new ContainerThreads(
        ServerNames.lookUp("java:comp/DefaultManagedThreadFactory", ThreadFactory.class),
        ServerNames.lookUp("java:comp/DefaultManagedExecutorService", Executor.class));
  }

  @Override
  public boolean begin(Runnable work) {
    return beginOnThread(new WithdrawableTask(work)) || beginOnExecutor(new WithdrawableTask(work));
  }

  private boolean beginOnThread(WithdrawableTask task) {
    if (factory == null) {
      return false;
    }
    try {
      Thread thread = factory.newThread(task);
      if (thread == null) {
        return false;
      }
      thread.start();
      return task.begins(thread);
    } catch (RuntimeException | Error e) {
      return task.hasBegun(); // it is shut down, or its classes are gone already
    }
  }

  private boolean beginOnExecutor(WithdrawableTask task) {
    if (executor == null) {
      return false;
    }
    try {
      executor.execute(task);
      return task.begins(null);
    } catch (RuntimeException | Error e) {
      return task.hasBegun(); // it is shut down, full, or its classes are gone already
    }
  }
}
