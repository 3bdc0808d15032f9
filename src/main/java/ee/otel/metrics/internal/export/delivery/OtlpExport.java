package ee.otel.metrics.internal.export.delivery;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.config.TransportConfig;
import ee.otel.metrics.internal.config.TransportConfig.Protocol;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.otlp.OtlpBatches;
import ee.otel.metrics.internal.otlp.OtlpEncoder;
import ee.otel.metrics.internal.otlp.OtlpLimits;
import ee.otel.metrics.internal.selfobservability.SelfMetrics;
import ee.otel.metrics.internal.selfobservability.SelfObservability;
import ee.otel.metrics.internal.transport.Accepted;
import ee.otel.metrics.internal.transport.ExportAttempt;
import ee.otel.metrics.internal.transport.OtlpClient;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Exports to a collector: encodes, delivers, and settles what became of the points.
 *
 * <p>Configuration is looked up for every export. What does not arrive is given back to the
 * storages, which add it to what the next export takes.
 */
public final class OtlpExport implements Export {

  /** How a request is posted on an occasion. */
  public interface Route {
    /** Through the client's interceptors, and without them when the application stops. */
    static Route of(OtlpClient client, Health health) {
      return new PostRoute(client, health);
    }

    /** Posts a request with all its tries. */
    Function<ExportAttempt, Accepted> on(Occasion occasion);
  }

  private final ConfigReader config;
  private final Resource resource;
  private final Route route;
  private final ExportObserver observer;
  private final Health health;
  private final OtlpEncoder protobuf = OtlpEncoder.protobuf();
  private final OtlpEncoder json = OtlpEncoder.json();
  private final RefusedSeries refused;
  private final Division division = new Division();
  private final Delivery.Context context;
  private @Nullable TransportConfig before;

  private volatile @Nullable Delivery underWay;

  /** Whether exports before the last one wait no more between tries. */
  private volatile boolean hurried;

  /**
   * @param selfMetrics where requests and their points are measured; empty for nowhere
   * @param status remembers how the last export ended
   * @param nanoTime a clock that never goes back, on whose scale deadlines are
   */
  public OtlpExport(
      ConfigReader config,
      Resource resource,
      Route route,
      Optional<SelfMetrics> selfMetrics,
      ExportStatus status,
      Losses losses,
      Health health,
      LongSupplier nanoTime) {
    this.config = config;
    this.resource = resource;
    this.route = route;
    this.observer = new ExportObserver(selfMetrics, status);
    this.health = health;
    this.refused = new RefusedSeries(nanoTime);
    this.context =
        new Delivery.Context(
            division, refused, new Outage(health, nanoTime), losses, health, nanoTime);
  }

  @Override
  public ExportResult export(CollectedMetrics collected, Occasion occasion, long deadlineNanos) {
    boolean owned = false;
    try {
      TransportConfig transport = transport();
      RefusedSeries.Parts parts =
          refused.separate(collected.metrics(), occasion == Occasion.STOPPING);
      if (isOfOurselvesOnly(parts.others()) && isOfOurselvesOnly(parts.due())) {
        owned = true;
        collected.postponed(); // self-metrics alone cause no request
        return ExportResult.SUCCESS;
      }
      Delivery delivery = delivery(transport, collected, parts.size(), occasion, deadlineNanos);
      owned = true;
      return deliver(delivery, transport, parts);
    } finally {
      if (!owned) {
        collected.failed();
      }
    }
  }

  private Delivery delivery(
      TransportConfig transport,
      CollectedMetrics collected,
      long points,
      Occasion occasion,
      long deadlineNanos) {
    division.begin();
    return new Delivery(
        context,
        transport,
        collected,
        points,
        occasion,
        deadlineNanos,
        observer.of(transport),
        attempt -> {
          if (hurried && occasion == Occasion.RUNNING) {
            attempt.hurry();
          }
          return route.on(occasion).apply(attempt);
        });
  }

  private ExportResult deliver(
      Delivery delivery, TransportConfig transport, RefusedSeries.Parts parts) {
    underWay = delivery;
    try {
      int maxPoints = transport.maxExportBatchSize().orElse(Integer.MAX_VALUE);
      delivery.send(encode(transport, parts.others(), maxPoints));
      delivery.send(encode(transport, parts.due(), 1));
      delivery.end(true);
    } finally {
      delivery.end(false);
      if (underWay == delivery) {
        underWay = null;
      }
    }
    return delivery.result();
  }

  private OtlpBatches encode(
      TransportConfig transport, List<MetricSnapshot> metrics, int maxPoints) {
    OtlpEncoder encoder = transport.protocol() == Protocol.HTTP_JSON ? json : protobuf;
    return encoder.encode(
        resource, metrics, new OtlpLimits(maxPoints, transport.maxRequestBytes()));
  }

  @Override
  public @Nullable ExportResult abandon() {
    Delivery delivery = underWay;
    if (delivery == null) {
      return null;
    }
    ExportResult result = delivery.abandon();
    if (underWay == delivery) {
      underWay = null; // or the next export would be measured by this one's limit
    }
    return result;
  }

  private static boolean isOfOurselvesOnly(List<MetricSnapshot> metrics) {
    return metrics.stream().allMatch(metric -> metric.scope().equals(SelfObservability.SCOPE));
  }

  @Override
  public long limit(long latest) {
    ExportAttempt attempt = attemptUnderWay();
    return attempt == null ? latest : Math.min(latest, attempt.tryEnds(latest));
  }

  @Override
  public void hurry() {
    hurried = true;
    ExportAttempt attempt = attemptUnderWay();
    if (attempt != null) {
      attempt.hurry();
    }
  }

  private @Nullable ExportAttempt attemptUnderWay() {
    Delivery delivery = underWay;
    return delivery == null ? null : delivery.attempt();
  }

  static long points(List<MetricSnapshot> metrics) {
    return metrics.stream().mapToLong(metric -> metric.data().points().size()).sum();
  }

  private TransportConfig transport() {
    TransportConfig now = config.transport();
    TransportConfig earlier = before;
    before = now;
    List<String> changes = earlier == null ? List.of() : now.changedSince(earlier);
    if (!changes.isEmpty()) {
      health.info(
          () -> "Configuration of the metrics export changed: " + String.join(", ", changes) + ".");
    }
    return now;
  }

  @Override
  public String toString() {
    return "otlp";
  }
}
