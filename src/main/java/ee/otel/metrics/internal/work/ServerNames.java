package ee.otel.metrics.internal.work;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** The names under which a server offers its services to the component that runs here. */
public final class ServerNames {
  private ServerNames() {}

  /** What the component's naming context has by that name; null if nothing of that type. */
  public static <T> @Nullable T lookUp(String name, Class<T> type) {
    try {
      Object found = InitialContext.doLookup(name);
      return type.isInstance(found) ? type.cast(found) : null;
    } catch (NamingException | RuntimeException | LinkageError notThere) {
      return null;
    }
  }
}
