package ee.otel.metrics.internal.sdkbridge;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.PushMetricExporter;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.Health;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Adapts an exporter of the SDK. It is called on the threads and under the deadlines of our own; a
 * result that comes later is waited for, in bounds.
 */
final class SdkExporter implements PushMetricExporter {
  private final String name;
  private final MetricExporter exporter;
  private final Supplier<Duration> timeout;
  private final Health health;

  /**
   * @param name what messages call it
   * @param timeout how long it may take to say what became of an export
   */
  SdkExporter(
      String name, @Nullable MetricExporter exporter, Supplier<Duration> timeout, Health health) {
    this.name = name;
    this.exporter = Objects.requireNonNull(exporter, "it is null");
    this.timeout = timeout;
    this.health = health;
  }

  @Override
  public void export(Resource resource, List<MetricSnapshot> metrics) throws Exception {
    await("export", exporter.export(SdkMetrics.of(resource, metrics)), timeout.get());
  }

  @Override
  public void flush(Duration timeout) throws Exception {
    await("flush", exporter.flush(), timeout);
  }

  @Override
  public void shutdown(Duration timeout) throws Exception {
    await("shutdown", exporter.shutdown(), timeout);
  }

  private void await(String what, @Nullable CompletableResultCode code, Duration timeout)
      throws IOException, TimeoutException {
    if (code == null) {
      throw new IOException("its " + what + " returned null");
    }
    code.join(timeout.toNanos(), TimeUnit.NANOSECONDS);
    if (!code.isDone()) {
      throw new TimeoutException(
          "its " + what + " has no result after " + timeout.toMillis() + " ms");
    }
    if (!code.isSuccess()) {
      throw new IOException("its " + what + " failed" + reason(code));
    }
  }

  private static String reason(CompletableResultCode code) {
    try {
      Throwable thrown = code.getFailureThrowable();
      return thrown == null ? "" : ": " + thrown;
    } catch (NoSuchMethodError older) {
      return "";
    }
  }

  @Override
  public Temporality temporality(InstrumentKind kind) {
    return asked(
        kind,
        type ->
            exporter.getAggregationTemporality(type) == AggregationTemporality.DELTA
                ? Temporality.DELTA
                : Temporality.CUMULATIVE,
        Temporality.CUMULATIVE);
  }

  @Override
  public Aggregation aggregation(InstrumentKind kind) {
    return asked(
        kind,
        type -> SdkAggregations.ours(exporter.getDefaultAggregation(type)),
        Aggregation.defaultAggregation());
  }

  /** A preference of the exporter for a kind of instruments. */
  private interface Wish<T> {
    T of(InstrumentType type);
  }

  private <T> T asked(InstrumentKind kind, Wish<T> wish, T otherwise) {
    try {
      return wish.of(type(kind));
    } catch (RuntimeException | LinkageError e) {
      health.warnOnce(
          List.of("wishes", this),
          () ->
              "Exporter "
                  + name
                  + " does not say what it wants: "
                  + e
                  + ". The specification's defaults are used.");
      return otherwise;
    }
  }

  private static InstrumentType type(InstrumentKind kind) {
    return switch (kind) {
      case COUNTER -> InstrumentType.COUNTER;
      case UP_DOWN_COUNTER -> InstrumentType.UP_DOWN_COUNTER;
      case HISTOGRAM -> InstrumentType.HISTOGRAM;
      case OBSERVABLE_COUNTER -> InstrumentType.OBSERVABLE_COUNTER;
      case OBSERVABLE_UP_DOWN_COUNTER -> InstrumentType.OBSERVABLE_UP_DOWN_COUNTER;
      case OBSERVABLE_GAUGE -> InstrumentType.OBSERVABLE_GAUGE;
      case GAUGE -> gauge();
    };
  }

  /** An SDK from before 1.38 has no such kind. */
  private static InstrumentType gauge() {
    try {
      return InstrumentType.valueOf("GAUGE");
    } catch (IllegalArgumentException older) {
      return InstrumentType.OBSERVABLE_GAUGE;
    }
  }
}
