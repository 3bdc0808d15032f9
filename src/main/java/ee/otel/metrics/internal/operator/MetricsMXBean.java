package ee.otel.metrics.internal.operator;

import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sees of an application's metrics in JConsole and the like, as {@code
 * ee.otel.metrics:type=Metrics,application="..."}. All values are of open types; none holds a
 * secret.
 */
public interface MetricsMXBean {
  /** When the last export to a collector ended; null before the first. */
  @Nullable Date getLastExportTime();

  /**
   * How it ended: {@code NONE} before the first, {@code SUCCESS}, {@code FAILURE}, {@code TIMEOUT}.
   */
  String getLastExportResult();

  /** The same in a sentence. */
  String getLastExportOutcome();

  /** How many points did not arrive and come again with the next export. */
  long getWaitingPoints();

  /** What was lost since the start, by reason; reasons that have not occurred are left out. */
  Map<String, Long> getLosses();

  /** How many series there are, by stream. */
  Map<String, Integer> getSeries();

  /** How many measurements were counted together since a stream was full, by stream. */
  Map<String, Long> getOverflowed();

  /** Where metrics go and how often, as configured now. */
  String getDestination();

  /** Exports now and answers in words what became of it. */
  String flush();

  /**
   * Reads the configuration of the export anew, which each export does by itself, exports with it,
   * takes over its interval and answers what holds now.
   */
  String reload();
}
