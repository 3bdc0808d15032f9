package ee.otel.metrics.internal.selfobservability;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One exporter and its reader, measured by the semantic conventions and counted in points. Safe
 * from any thread.
 */
public final class ExporterMetrics {
  private static final AttributeKey<String> NAME = AttributeKey.stringKey("otel.component.name");
  private static final AttributeKey<String> TYPE = AttributeKey.stringKey("otel.component.type");
  private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");

  /** In seconds, from half a millisecond to the longest export. */
  private static final List<Double> SECONDS =
      List.of(0.0005, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1d, 2.5, 5d, 10d, 30d);

  private final Attributes reader;
  private final String name;
  private final String type;
  private final LongCounter exported;
  private final LongUpDownCounter inflight;
  private final DoubleHistogram operations;
  private final DoubleHistogram collections;
  private final LongCounter attempts;
  private final LongCounter retries;
  private final LongCounter bytes;

  /**
   * @param type the exporter's type in the semantic conventions, such as {@code
   *     otlp_http_metric_exporter}
   */
  public ExporterMetrics(Meter meter, String type) {
    this.type = type;
    this.name = type + "/0";
    this.reader = Attributes.of(NAME, "periodic_metric_reader/0", TYPE, "periodic_metric_reader");
    this.exported =
        counter(
            meter,
            "otel.sdk.exporter.metric_data_point.exported",
            "{data_point}",
            "Points whose export has ended, also the failed ones");
    this.inflight =
        meter
            .upDownCounterBuilder("otel.sdk.exporter.metric_data_point.inflight")
            .setUnit("{data_point}")
            .setDescription("Points on their way to the collector")
            .build();
    this.operations = seconds(meter, "otel.sdk.exporter.operation.duration", "One request");
    this.collections =
        seconds(meter, "otel.sdk.metric_reader.collection.duration", "One collection");
    this.attempts = counter(meter, "ee.otel.metrics.export.attempts", "{request}", "Requests sent");
    this.retries =
        counter(meter, "ee.otel.metrics.export.retries", "{request}", "Requests sent again");
    this.bytes =
        counter(meter, "ee.otel.metrics.export.bytes", "By", "Bodies sent, as on the network");
  }

  private static DoubleHistogram seconds(Meter meter, String name, String description) {
    DoubleHistogramBuilder builder =
        meter.histogramBuilder(name).setUnit("s").setDescription(description);
    try {
      builder.setExplicitBucketBoundariesAdvice(SECONDS);
    } catch (NoSuchMethodError before132) {
      // The server's API is older than the advice, and hides that of the application: the default
      // boundaries are coarse for seconds, but better than no metrics at all.
    }
    return builder.build();
  }

  private static LongCounter counter(Meter meter, String name, String unit, String description) {
    return meter.counterBuilder(name).setUnit(unit).setDescription(description).build();
  }

  /** A collection has ended. */
  public void collected(long nanos) {
    collections.record(seconds(nanos), reader);
  }

  /** Points set out. */
  public void started(long points, String address, int port) {
    inflight.add(points, exporter(address, port));
  }

  /**
   * A request has ended, with all its tries.
   *
   * @param points all its points
   * @param rejected those among them that the collector did not take
   * @param errorType why the request failed; null when it was accepted
   * @param status the answer's HTTP status; 0 without an answer
   * @param tries how often it was sent
   * @param size of its body, in bytes
   */
  public void ended(
      long points,
      long rejected,
      @Nullable String errorType,
      int status,
      String address,
      int port,
      long nanos,
      int tries,
      long size) {
    Attributes exporter = exporter(address, port);
    inflight.add(-points, exporter);
    if (errorType != null) {
      exported.add(points, exporter.toBuilder().put(ERROR, errorType).build());
    } else {
      exported.add(points - rejected, exporter);
      if (rejected > 0) {
        exported.add(rejected, exporter.toBuilder().put(ERROR, "rejected").build());
      }
    }
    operations.record(seconds(nanos), operation(exporter, errorType, status));
    attempts.add(tries, exporter);
    if (tries > 1) {
      retries.add(tries - 1L, exporter);
    }
    bytes.add(tries * size, exporter);
  }

  private static Attributes operation(Attributes exporter, @Nullable String error, int status) {
    var attributes = exporter.toBuilder();
    if (error != null) {
      attributes.put(ERROR, error);
    }
    if (status > 0) {
      attributes.put(STATUS, (long) status);
    }
    return attributes.build();
  }

  private Attributes exporter(String address, int port) {
    return Attributes.of(NAME, name, TYPE, type, ADDRESS, address, PORT, (long) port);
  }

  static double seconds(long nanos) {
    return nanos / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
