package ee.otel.metrics;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** The application's name on the server. */
final class ApplicationName {
  private ApplicationName() {}

  /** The name of the WAR, also of one inside an EAR; null where there is no naming context. */
  static @Nullable String lookUp() {
    String module = lookUp("java:module/ModuleName");
    return module != null ? module : lookUp("java:app/AppName");
  }

  private static @Nullable String lookUp(String name) {
    try {
      return InitialContext.doLookup(name) instanceof String found && !found.isEmpty()
          ? found
          : null;
    } catch (NamingException | RuntimeException notThere) {
      return null;
    }
  }
}
