package ee.otel.metrics.internal.sdkbridge;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Keeps what it is given. Not the one of opentelemetry-sdk-testing: that library changes how every
 * test on its class path keeps contexts.
 */
record InMemoryMetricExporter(AggregationTemporality temporality, List<MetricData> items)
    implements MetricExporter {

  static InMemoryMetricExporter create(AggregationTemporality temporality) {
    return new InMemoryMetricExporter(temporality, new ArrayList<>());
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> metrics) {
    items.addAll(metrics);
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType type) {
    return temporality;
  }
}
