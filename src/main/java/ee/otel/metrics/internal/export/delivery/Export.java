package ee.otel.metrics.internal.export.delivery;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExportResult;
import org.jspecify.annotations.Nullable;

/** An exporter: sends collected metrics somewhere. One export at a time. */
public interface Export {

  /** The state of the application, which says what still works. */
  enum Occasion {
    /** The application runs. */
    RUNNING,
    /** The application is being stopped: interceptors and look-ups may fail. */
    STOPPING
  }

  /**
   * Sends what was collected, and tells it the outcome.
   *
   * @param deadlineNanos when it has to be over, on the scale of {@link System#nanoTime}
   */
  ExportResult export(CollectedMetrics collected, Occasion occasion, long deadlineNanos);

  /** Whether it ends by itself, about in time, because it runs no code of the application's. */
  default boolean isTrusted() {
    return true;
  }

  /**
   * A collection for this exporter has ended.
   *
   * @param thrown what ended it, or null
   */
  default void collected(long nanos, @Nullable Throwable thrown) {}

  /** Called after an export of a flush, unless it was left behind. */
  default ExportResult flush(long deadlineNanos) {
    return ExportResult.SUCCESS;
  }

  /** Called after the last export. */
  default ExportResult shutdown(long deadlineNanos) {
    return ExportResult.SUCCESS;
  }

  /**
   * The export under way hangs, and others go on without it. From any thread.
   *
   * @return its result, and the next one may begin before it returns; null when it may not
   */
  default @Nullable ExportResult abandon() {
    return null;
  }

  /**
   * When a trusted export has to be over, on the scale of its deadline. Safe from any thread.
   *
   * @param latest its deadline, with some patience
   */
  default long limit(long latest) {
    return latest;
  }

  /**
   * The last export waits for its turn, so the one under way waits no more between tries. Safe from
   * any thread.
   */
  default void hurry() {}
}
