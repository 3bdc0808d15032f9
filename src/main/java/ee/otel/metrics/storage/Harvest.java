package ee.otel.metrics.storage;

import ee.otel.metrics.snapshot.MetricSnapshot;
import ee.otel.metrics.snapshot.Point;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * What a reader took for an export, until it is known what became of it.
 *
 * <p>Safe from any thread. Ended once, by {@link #delivered}, {@link #failed} or {@link
 * #deliveredOnly}. What failed and would be lost with it (deltas, last points of series that were
 * let go) is added to what the reader takes next, under its first start time. What waits that way
 * is bounded by the number of series, not by the number of failures.
 */
public final class Harvest {
  private final MetricsStorage storage;
  private final MetricReader reader;
  private final List<MetricSnapshot> metrics;
  private final List<Stream.Taken> taken;
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * @param metrics what is to be exported
   * @param taken what the storages have to get back of it, and what the filter dropped
   */
  Harvest(
      MetricsStorage storage,
      MetricReader reader,
      List<MetricSnapshot> metrics,
      List<Stream.Taken> taken) {
    this.storage = storage;
    this.reader = reader;
    this.metrics = List.copyOf(metrics);
    this.taken = List.copyOf(taken);
  }

  /** The metrics, each with at least one point; none when nothing was measured. */
  public List<MetricSnapshot> metrics() {
    return metrics;
  }

  /** Everything arrived, or is not wanted any more. */
  public void delivered() {
    end(point -> false);
  }

  /** Nothing arrived. */
  public void failed() {
    deliveredOnly(List.of());
  }

  /** Nothing arrived but these points of {@link #metrics()}. */
  public void deliveredOnly(Collection<MetricSnapshot> delivered) {
    Set<Point> missing = Collections.newSetFromMap(new IdentityHashMap<>());
    metrics.forEach(metric -> missing.addAll(metric.data().points()));
    delivered.forEach(metric -> metric.data().points().forEach(missing::remove));
    end(missing::contains);
  }

  private void end(Predicate<Point> failed) {
    if (!ended.compareAndSet(false, true)) {
      throw new IllegalStateException("harvest has ended already");
    }
    storage.giveBack(reader, taken, failed);
  }
}
