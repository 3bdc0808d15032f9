package ee.otel.metrics.internal.export.delivery;

import ee.otel.metrics.api.ExportResult;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the last export to a collector ended. Safe from any thread. */
public final class ExportStatus {
  private final Supplier<Instant> clock;
  private volatile @Nullable Outcome last;

  /** Without an export yet. */
  public ExportStatus(Supplier<Instant> clock) {
    this.clock = clock;
  }

  /**
   * An export that has ended.
   *
   * @param time when it did
   * @param result how
   * @param words the same in a sentence, without secrets
   * @param waitingPoints how many points did not arrive and come again with the next export
   */
  public record Outcome(Instant time, ExportResult result, String words, long waitingPoints) {}

  /** The last one; null before the first. */
  public @Nullable Outcome last() {
    return last;
  }

  /** An export has ended. */
  public void ended(ExportResult result, String words, long waitingPoints) {
    last = new Outcome(clock.get(), result, words, waitingPoints);
  }
}
