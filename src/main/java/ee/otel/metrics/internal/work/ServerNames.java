package ee.otel.metrics.internal.work;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** The names under which a server offers its services to the component that runs here. */
public final class ServerNames {
  private ServerNames() {}

  /** Looks a name up in the component's naming context; null where nothing of that type is. */
  public static <T> @Nullable T lookUp(String name, Class<T> type) {
    try {
      Object found = InitialContext.doLookup(name);
      return type.isInstance(found) ? type.cast(found) : null;
    } catch (NamingException | RuntimeException | LinkageError notThere) {
      return null;
    }
  }
}
