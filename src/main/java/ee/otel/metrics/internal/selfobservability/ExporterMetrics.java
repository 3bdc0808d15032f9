package ee.otel.metrics.internal.selfobservability;

import ee.otel.metrics.api.CollectedMetrics;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one exporter, counted in points (semantic conventions: <em>OpenTelemetry SDK
 * metrics</em>). Safe from any thread.
 */
public final class ExporterMetrics {
  static final AttributeKey<String> NAME = AttributeKey.stringKey("otel.component.name");
  static final AttributeKey<String> TYPE = AttributeKey.stringKey("otel.component.type");

  private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");

  private final Attributes component;
  private final LongCounter exported;
  private final DoubleHistogram operations;
  private final @Nullable Details details;

  /** The instruments for details. */
  private record Details(
      LongUpDownCounter inflight, LongCounter attempts, LongCounter retries, LongCounter bytes) {}

  /**
   * A request that has ended, with all its tries.
   *
   * @param points in the request
   * @param errorType why the request failed; null when it was accepted
   * @param status the answer's HTTP status; 0 without an answer
   * @param tries how often it was sent
   * @param size of its body, in bytes
   */
  public record Request(
      long points, @Nullable String errorType, int status, long nanos, int tries, long size) {}

  /**
   * @param type the exporter's type in the semantic conventions, such as {@code
   *     otlp_http_metric_exporter}
   * @param number tells exporters of one type apart
   * @param detailed whether everything is measured
   */
  public ExporterMetrics(Meter meter, String type, int number, boolean detailed) {
    component = Attributes.of(NAME, type + "/" + number, TYPE, type);
    exported =
        counter(
            meter,
            "otel.sdk.exporter.metric_data_point.exported",
            "{data_point}",
            "Points whose export has ended, also the failed ones");
    operations = duration(meter, "otel.sdk.exporter.operation.duration", "One request");
    details = detailed ? details(meter) : null;
  }

  private static Details details(Meter meter) {
    return new Details(
        meter
            .upDownCounterBuilder("otel.sdk.exporter.metric_data_point.inflight")
            .setUnit("{data_point}")
            .setDescription("Points on their way to the collector")
            .build(),
        counter(meter, "ee.otel.metrics.export.attempts", "{request}", "Requests sent"),
        counter(meter, "ee.otel.metrics.export.retries", "{request}", "Requests sent again"),
        counter(meter, "ee.otel.metrics.export.bytes", "By", "Bodies sent, as on the network"));
  }

  /** A histogram of seconds without bucket boundaries, as the semantic conventions have it. */
  static DoubleHistogram duration(Meter meter, String name, String description) {
    DoubleHistogramBuilder builder =
        meter.histogramBuilder(name).setUnit("s").setDescription(description);
    try {
      builder.setExplicitBucketBoundariesAdvice(List.of());
    } catch (NoSuchMethodError before132) {
      // The server's API is older than the advice, and hides that of the application: then there
      // are the default boundaries, which are better than no metrics at all.
    }
    return builder.build();
  }

  private static LongCounter counter(Meter meter, String name, String unit, String description) {
    return meter.counterBuilder(name).setUnit(unit).setDescription(description).build();
  }

  /** The same collection, whose outcome is counted in points. */
  public CollectedMetrics measured(CollectedMetrics collected) {
    return new MeasuredCollection(collected, this);
  }

  /** A request begins. */
  public void started(long points, String address, int port) {
    if (details != null) {
      details.inflight.add(points, exporter(address, port));
    }
  }

  /** A request has ended; its points are counted by {@link #exported}. */
  public void ended(Request request, String address, int port) {
    Attributes exporter = exporter(address, port);
    AttributesBuilder operation = exporter.toBuilder();
    if (request.errorType != null) {
      operation.put(ERROR, request.errorType);
    }
    if (request.status > 0) {
      operation.put(STATUS, (long) request.status);
    }
    operations.record(seconds(request.nanos), operation.build());
    if (details != null) {
      details.inflight.add(-request.points, exporter);
      details.attempts.add(request.tries, exporter);
      if (request.tries > 1) {
        details.retries.add(request.tries - 1L, exporter);
      }
      details.bytes.add(request.tries * request.size, exporter);
    }
  }

  /**
   * The export of points has ended.
   *
   * @param errorType why they did not arrive; null when they did
   */
  public void exported(long points, @Nullable String errorType, String address, int port) {
    add(points, errorType, exporter(address, port));
  }

  /** The export of points without a server has ended. */
  void exported(long points, @Nullable String errorType) {
    add(points, errorType, component);
  }

  private void add(long points, @Nullable String errorType, Attributes exporter) {
    if (points > 0) {
      exported.add(
          points,
          errorType == null ? exporter : exporter.toBuilder().put(ERROR, errorType).build());
    }
  }

  private Attributes exporter(String address, int port) {
    return component.toBuilder().put(ADDRESS, address).put(PORT, (long) port).build();
  }

  static double seconds(long nanos) {
    return nanos / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
