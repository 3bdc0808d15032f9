package ee.otel.metrics.internal.export;

import java.time.Duration;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** What calls the exporter at each interval, by a thread of the container. */
interface ExportTimer {

  /**
   * Calls again and again.
   *
   * @return ends that
   */
  Runnable every(Duration first, Duration interval);

  /** Has the export under way looked after, once. */
  void watchAfter(Duration delay);

  /** What the component's naming context has by that name; null if nothing of that type. */
  static <T> @Nullable T lookUp(String name, Class<T> type) {
    try {
      Object found = InitialContext.doLookup(name);
      return type.isInstance(found) ? type.cast(found) : null;
    } catch (NamingException | RuntimeException | LinkageError notThere) {
      return null;
    }
  }
}
