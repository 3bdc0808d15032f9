package ee.otel.metrics.internal.otlp;

import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import java.util.List;

/**
 * Makes export requests (specification: <em>OTLP, ExportMetricsServiceRequest</em>) of snapshots.
 *
 * <p>Meant to be kept from export to export: it reuses one buffer, which shrinks again when three
 * exports in a row have needed less. Safe for use by several threads; those that encode at the same
 * time cannot share the buffer.
 */
public final class OtlpEncoder {
  private final WriterPool writers;

  private OtlpEncoder(WriterPool writers) {
    this.writers = writers;
  }

  /** Encodes for the protocol {@code http/protobuf}. */
  public static OtlpEncoder protobuf() {
    return new OtlpEncoder(new WriterPool(ProtobufWriter::new));
  }

  /** Encodes for the protocol {@code http/json}. */
  public static OtlpEncoder json() {
    return new OtlpEncoder(new WriterPool(JsonWriter::new));
  }

  /**
   * Cuts the metrics into requests that respect the limits. Each request is encoded when it is
   * asked for. There is none when there are no points.
   */
  public OtlpBatches encode(Resource resource, List<MetricSnapshot> metrics, OtlpLimits limits) {
    writers.nextExport();
    return new OtlpBatches(writers, resource, metrics, limits);
  }
}
