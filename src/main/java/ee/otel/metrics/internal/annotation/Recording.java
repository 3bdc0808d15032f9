package ee.otel.metrics.internal.annotation;

import org.jspecify.annotations.Nullable;

/** Records each invocation of one method. Holds its instrument. Safe from any thread. */
public interface Recording {

  /** An invocation begins. */
  default void begin(@Nullable Object[] parameters) {}

  /**
   * An invocation has ended, where it is asynchronous by the completion of what it returned.
   *
   * @param nanos since it began
   * @param result what it returned, or what its stage completed with; null without any
   * @param failure what it threw, or null
   */
  default void end(
      @Nullable Object[] parameters,
      long nanos,
      @Nullable Object result,
      @Nullable Throwable failure) {}

  /** Whether {@link #end} does anything. */
  boolean hasEnd();
}
