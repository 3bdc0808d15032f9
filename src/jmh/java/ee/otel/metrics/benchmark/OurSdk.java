package ee.otel.metrics.benchmark;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.aggregation.Aggregation;
import ee.otel.metrics.otlp.OtlpBatch;
import ee.otel.metrics.otlp.OtlpBatches;
import ee.otel.metrics.otlp.OtlpEncoder;
import ee.otel.metrics.otlp.OtlpLimits;
import ee.otel.metrics.snapshot.Resource;
import ee.otel.metrics.snapshot.Temporality;
import ee.otel.metrics.storage.Harvest;
import ee.otel.metrics.storage.MetricReader;
import ee.otel.metrics.storage.ReaderOptions;
import ee.otel.metrics.view.InstrumentSelector;
import ee.otel.metrics.view.View;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Set;

/** This project. */
final class OurSdk implements Sdk {
  private final OtelMetrics metrics;
  private final MetricReader reader;
  private final OtlpEncoder encoder = OtlpEncoder.protobuf();
  private final Resource resource = new Resource(Attributes.empty(), null);

  OurSdk(Temporality temporality) {
    ReaderOptions standard = ReaderOptions.of(temporality);
    metrics =
        OtelMetrics.builder()
            .reader(new ReaderOptions(standard.temporality(), standard.aggregation(), kind -> ROOM))
            .view(
                View.of(InstrumentSelector.named(EXPONENTIAL))
                    .aggregation(Aggregation.base2ExponentialBucketHistogram())
                    .build())
            .view(
                View.of(InstrumentSelector.named(FILTERED))
                    .excludedAttributeKeys(Set.of(AttributeSets.USER.getKey()))
                    .build())
            .view(View.of(InstrumentSelector.named(LIMITED)).cardinalityLimit(LIMIT).build())
            .build();
    reader = metrics.readers().get(0);
  }

  @Override
  public Meter meter() {
    return metrics.meterProvider().get("benchmark");
  }

  @Override
  public void collect() {
    reader.take().delivered();
  }

  @Override
  public long export() {
    Harvest harvest = reader.take();
    long bytes = 0;
    OtlpBatches batches = encoder.encode(resource, harvest.metrics(), OtlpLimits.DEFAULT);
    while (batches.hasNext()) {
      if (batches.next() instanceof OtlpBatch.Encoded batch) {
        try (batch) {
          batch.writeTo(OutputStream.nullOutputStream());
          bytes += batch.size();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    harvest.delivered();
    return bytes;
  }
}
