package ee.otel.metrics.health;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The library's voice: log messages of the logger {@code ee.otel.metrics}, each said once or
 * seldom.
 *
 * <p>Never throws, whatever a log handler or a message supplier does. Messages are built only when
 * they are logged. Safe from any thread.
 */
public final class Health {

  /**
   * @param nanoTime a clock that never goes back, such as {@code System::nanoTime}
   */
  public Health(LongSupplier nanoTime) {}

  /** Logs at WARNING the first time that {@code key} comes, and never again. */
  public void warnOnce(Object key, Supplier<String> message) {}

  /**
   * Logs at WARNING when {@code topic} begins to fail, and at FINE, with a count, while it goes on
   * failing. {@link #recovered} ends it.
   */
  public void warn(Object topic, Supplier<String> message) {}

  /** As {@link #warn(Object, Supplier)}, with the stack trace at FINE. */
  public void warn(Object topic, @Nullable Throwable cause, Supplier<String> message) {}

  /** Logs at WARNING at most once in {@code period} for a topic, otherwise at FINE. */
  public void warnAtMostEvery(Duration period, Object topic, Supplier<String> message) {}

  /** Logs at INFO when {@code topic} was failing; from now on its next failure is a warning. */
  public void recovered(Object topic, Supplier<String> message) {}

  /** How often {@code topic} has failed since it last worked. */
  public long failures(Object topic) {
    return 0;
  }

  /** Logs at INFO. */
  public void info(Supplier<String> message) {}
}
