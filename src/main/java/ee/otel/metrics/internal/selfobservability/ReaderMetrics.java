package ee.otel.metrics.internal.selfobservability;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import org.jspecify.annotations.Nullable;

/** The metrics of one reader's collections, by the semantic conventions. Safe from any thread. */
public final class ReaderMetrics {
  private final Attributes reader;
  private final DoubleHistogram collections;

  /**
   * @param type the reader's type in the semantic conventions
   * @param number tells readers of one type apart
   */
  public ReaderMetrics(Meter meter, String type, int number) {
    reader = Attributes.of(ExporterMetrics.NAME, type + "/" + number, ExporterMetrics.TYPE, type);
    collections =
        ExporterMetrics.duration(
            meter, "otel.sdk.metric_reader.collection.duration", "One collection");
  }

  /**
   * A collection has ended.
   *
   * @param errorType the class of what it threw, or null
   */
  public void collected(long nanos, @Nullable String errorType) {
    collections.record(
        ExporterMetrics.seconds(nanos),
        errorType == null
            ? reader
            : reader.toBuilder().put(AttributeKey.stringKey("error.type"), errorType).build());
  }
}
