package ee.otel.metrics.storage;

import ee.otel.metrics.snapshot.MetricSnapshot;
import ee.otel.metrics.snapshot.Temporality;
import ee.otel.metrics.view.InstrumentKind;
import ee.otel.metrics.view.Views;
import java.util.List;
import java.util.function.Function;

/**
 * Someone who collects (specification: <em>Metrics SDK, MetricReader</em>): with a temporality and
 * defaults of its own, and undisturbed by other readers of the same storage.
 *
 * <p>Safe from any thread; collections of one storage run one after another.
 */
public final class MetricReader {
  private final MetricsStorage storage;
  private final Function<InstrumentKind, Temporality> temporality;
  private final Views.ReaderDefaults defaults;

  MetricReader(
      MetricsStorage storage,
      Function<InstrumentKind, Temporality> temporality,
      Views.ReaderDefaults defaults) {
    this.storage = storage;
    this.temporality = temporality;
    this.defaults = defaults;
  }

  Temporality temporality(InstrumentKind kind) {
    return temporality.apply(kind);
  }

  Views.ReaderDefaults defaults() {
    return defaults;
  }

  /**
   * What an export would send now. Runs the callbacks; changes nothing that this or another reader
   * will get.
   */
  public List<MetricSnapshot> peek() {
    return storage.peek(this);
  }

  /**
   * Takes what there is to export. The caller ends the harvest by saying what became of it, before
   * it takes the next.
   */
  public Harvest take() {
    return storage.take(this);
  }
}
