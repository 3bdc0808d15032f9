package ee.otel.metrics.internal.export.delivery;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExportResult;
import org.jspecify.annotations.Nullable;

/** A way out for metrics. One export at a time. */
public interface Export {

  /** Which thread asks, and with it what still works. */
  enum Occasion {
    /** The application runs. */
    RUNNING,
    /** The application is being stopped: interceptors and look-ups may fail. */
    STOPPING
  }

  /**
   * Sends what was collected, and says to it what became of it.
   *
   * @param deadlineNanos when it has to be over, on the scale of {@link System#nanoTime}
   */
  ExportResult export(CollectedMetrics collected, Occasion occasion, long deadlineNanos);

  /** Whether it always ends by itself, about in time: it runs no code of the application's. */
  default boolean isTrusted() {
    return true;
  }

  /**
   * A collection for it took that long.
   *
   * @param thrown what ended it, or null
   */
  default void collected(long nanos, @Nullable Throwable thrown) {}

  /** After an export that somebody waits for, and that was not left behind. */
  default ExportResult flush(long deadlineNanos) {
    return ExportResult.SUCCESS;
  }

  /** After the last export. */
  default ExportResult shutdown(long deadlineNanos) {
    return ExportResult.SUCCESS;
  }

  /**
   * The export under way hangs, and others go on without it. From any thread.
   *
   * @return what became of it, and the next one may begin before it returns; null when it has to be
   *     waited for
   */
  default @Nullable ExportResult abandon() {
    return null;
  }

  /**
   * When the export under way has to be over that is trusted, on the scale of its deadline. From
   * any thread.
   *
   * @param latest its deadline, with some patience
   */
  default long limit(long latest) {
    return latest;
  }

  /**
   * The last export waits for its turn: the one under way, if any, waits for nothing any more. Safe
   * from any thread.
   */
  default void hurry() {}
}
