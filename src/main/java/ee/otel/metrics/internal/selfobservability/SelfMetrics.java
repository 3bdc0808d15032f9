package ee.otel.metrics.internal.selfobservability;

import io.opentelemetry.api.metrics.Meter;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes the metrics of exporters and readers, with the wanted detail. Numbers those of one type,
 * from 0. For one thread at a time.
 */
public final class SelfMetrics {
  private static final String READER = "periodic_metric_reader";

  private final Meter meter;
  private final boolean detailed;
  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * @param meter records what is measured
   * @param detailed whether all is measured, and not only what an operator needs
   */
  public SelfMetrics(Meter meter, boolean detailed) {
    this.meter = meter;
    this.detailed = detailed;
  }

  /** For an exporter of this type of component. */
  public ExporterMetrics exporter(String type) {
    return new ExporterMetrics(meter, type, number(type), detailed);
  }

  /** Whether all is measured, and not only what an operator needs. */
  public boolean isDetailed() {
    return detailed;
  }

  /** For the collections of one more reader. */
  public ReaderMetrics collections() {
    return new ReaderMetrics(meter, READER, number(READER));
  }

  private int number(String type) {
    return numbers.merge(type, 1, Integer::sum) - 1;
  }
}
