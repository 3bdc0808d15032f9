package ee.otel.metrics.benchmark;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.MetricReader;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.callback.CallbackLimits;
import ee.otel.metrics.internal.collect.OpenCollection;
import ee.otel.metrics.internal.otlp.OtlpBatch;
import ee.otel.metrics.internal.otlp.OtlpBatches;
import ee.otel.metrics.internal.otlp.OtlpEncoder;
import ee.otel.metrics.internal.otlp.OtlpLimits;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Set;

/** This project. */
final class OurSdk implements Sdk {
  private static final CallbackLimits UNBOUNDED = new CallbackLimits(0, Long.MAX_VALUE);

  private final OtelMetrics metrics;
  private final MetricReader reader;
  private final OtlpEncoder encoder = OtlpEncoder.protobuf();
  private final Resource resource = new Resource(Attributes.empty(), null);

  OurSdk(Temporality temporality) {
    ReaderOptions standard = ReaderOptions.of(temporality);
    metrics =
        OtelMetrics.builder()
            .reader(
                new ReaderOptions(
                    standard.temporality(), standard.aggregation(), kind -> HIGH_LIMIT))
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
    OpenCollection collection = begun();
    CollectedMetrics collected = collection.take(UNBOUNDED);
    long bytes = 0;
    OtlpBatches batches = encoder.encode(resource, collected.metrics(), OtlpLimits.DEFAULT);
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
    collected.delivered();
    collection.release();
    return bytes;
  }

  /** A collection as the exporter begins it; there are no callbacks here. */
  private OpenCollection begun() {
    OpenCollection collection = metrics.metrics().readers().get(0).open();
    try {
      if (!collection.begin(0)) {
        throw new IllegalStateException("another collection is under way");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return collection;
  }
}
