package ee.otel.metrics.internal.transport;

import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** Threads of the container, for work whose time has to be bounded; this library has none. */
public final class ContainerThreads {
  private ContainerThreads() {}

  /** The default managed executor (Jakarta Concurrency), or null where the server has none. */
  public static @Nullable Executor lookUp() {
    try {
      return InitialContext.doLookup("java:comp/DefaultManagedExecutorService")
              instanceof Executor executor
          ? executor
          : null;
    } catch (NamingException | RuntimeException notThere) {
      return null;
    }
  }
}
