package ee.otel.metrics.benchmark;

import ee.otel.metrics.data.Temporality;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.internal.otlp.metrics.LowAllocationMetricsRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * opentelemetry-java: its metrics SDK with the marshaler and the memory mode that its OTLP exporter
 * uses by default.
 */
final class PeerSdk implements Sdk {
  private final Reader reader;
  private final SdkMeterProvider meters;
  private final LowAllocationMetricsRequestMarshaler marshaler =
      new LowAllocationMetricsRequestMarshaler();

  PeerSdk(Temporality temporality) {
    reader = new Reader(AggregationTemporality.valueOf(temporality.name()));
    meters =
        SdkMeterProvider.builder()
            .registerMetricReader(reader, type -> HIGH_LIMIT)
            .registerView(
                InstrumentSelector.builder().setName(EXPONENTIAL).build(),
                View.builder()
                    .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                    .setCardinalityLimit(HIGH_LIMIT)
                    .build())
            .registerView(
                InstrumentSelector.builder().setName(FILTERED).build(),
                View.builder()
                    .setAttributeFilter(key -> !key.equals(AttributeSets.USER.getKey()))
                    .setCardinalityLimit(HIGH_LIMIT) // its views do not heed the reader's limit
                    .build())
            .registerView(
                InstrumentSelector.builder().setName(LIMITED).build(),
                View.builder().setCardinalityLimit(LIMIT).build())
            .build();
  }

  @Override
  public Meter meter() {
    return meters.get("benchmark");
  }

  @Override
  public void collect() {
    reader.registration.collectAllMetrics();
  }

  @Override
  public long export() {
    marshaler.initialize(reader.registration.collectAllMetrics());
    try {
      marshaler.writeBinaryTo(OutputStream.nullOutputStream());
      return marshaler.getBinarySerializedSize();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      marshaler.reset();
    }
  }

  private static final class Reader implements MetricReader {
    private final AggregationTemporality temporality;
    private CollectionRegistration registration = CollectionRegistration.noop();

    Reader(AggregationTemporality temporality) {
      this.temporality = temporality;
    }

    @Override
    public void register(CollectionRegistration registration) {
      this.registration = registration;
    }

    @Override
    public MemoryMode getMemoryMode() {
      return MemoryMode.REUSABLE_DATA;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return temporality;
    }

    @Override
    public CompletableResultCode forceFlush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
