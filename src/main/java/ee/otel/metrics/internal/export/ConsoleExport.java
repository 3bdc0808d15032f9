package ee.otel.metrics.internal.export;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.internal.export.delivery.Export;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Exports to the server's log or to standard output, as text for people. */
final class ConsoleExport implements Export {
  private final Consumer<Supplier<String>> output;

  /**
   * @param output where the text of an export goes
   */
  ConsoleExport(Consumer<Supplier<String>> output) {
    this.output = output;
  }

  @Override
  public ExportResult export(CollectedMetrics collected, Occasion occasion, long deadlineNanos) {
    List<MetricSnapshot> metrics = collected.metrics();
    collected.delivered();
    if (!metrics.isEmpty()) {
      output.accept(() -> ConsoleText.of(metrics));
    }
    return ExportResult.SUCCESS;
  }

  @Override
  public String toString() {
    return "console";
  }
}
