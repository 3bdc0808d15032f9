package ee.otel.metrics.export;

import ee.otel.metrics.config.ConfigReader;
import ee.otel.metrics.config.Protocol;
import ee.otel.metrics.config.TransportConfig;
import ee.otel.metrics.config.UnknownFate;
import ee.otel.metrics.health.Health;
import ee.otel.metrics.health.Loss;
import ee.otel.metrics.health.Losses;
import ee.otel.metrics.otlp.OtlpBatch;
import ee.otel.metrics.otlp.OtlpBatches;
import ee.otel.metrics.otlp.OtlpEncoder;
import ee.otel.metrics.otlp.OtlpLimits;
import ee.otel.metrics.otlp.OtlpResponse;
import ee.otel.metrics.selfobservability.SelfObservability;
import ee.otel.metrics.snapshot.MetricSnapshot;
import ee.otel.metrics.snapshot.Resource;
import ee.otel.metrics.storage.Harvest;
import ee.otel.metrics.storage.MetricReader;
import ee.otel.metrics.transport.Accepted;
import ee.otel.metrics.transport.ExportAttempt;
import ee.otel.metrics.transport.ExportException;
import ee.otel.metrics.transport.OutOfTimeException;
import ee.otel.metrics.transport.TooLargeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Metrics to a collector: take, encode, post, and settle what became of it.
 *
 * <p>Configuration is looked up for every export. What does not arrive is given back to the
 * storages, which add it to what the next export takes.
 */
final class OtlpExport implements Export {
  private static final Duration BETWEEN_REJECTIONS = Duration.ofMinutes(1);

  /** How a request is posted on an occasion. */
  interface Route {
    Function<ExportAttempt, Accepted> on(Occasion occasion);
  }

  private final MetricReader reader;
  private final ConfigReader config;
  private final Resource resource;
  private final Route route;
  private final ExportObserver observer;
  private final Losses losses;
  private final Health health;
  private final OtlpEncoder protobuf = OtlpEncoder.protobuf();
  private final OtlpEncoder json = OtlpEncoder.json();
  private @Nullable TransportConfig before;

  OtlpExport(
      MetricReader reader,
      ConfigReader config,
      Resource resource,
      Route route,
      ExportObserver observer,
      Losses losses,
      Health health) {
    this.reader = reader;
    this.config = config;
    this.resource = resource;
    this.route = route;
    this.observer = observer;
    this.losses = losses;
    this.health = health;
  }

  @Override
  public ExportResult export(Occasion occasion, long deadlineNanos) {
    TransportConfig transport = transport();
    long start = observer.now();
    Harvest harvest = reader.take();
    if (harvest.metrics().stream().allMatch(OtlpExport::isOfOurselves)) {
      harvest.failed(); // nothing to tell: what we measured of ourselves waits for company
      return ExportResult.SUCCESS;
    }
    observer.collected(start);
    Delivery delivery = new Delivery(transport, route.on(occasion), deadlineNanos);
    boolean settled = false;
    try {
      delivery.send(
          encoder(transport)
              .encode(
                  resource,
                  harvest.metrics(),
                  new OtlpLimits(
                      transport.maxExportBatchSize().orElse(Integer.MAX_VALUE),
                      transport.maxRequestBytes())));
      settled = true;
    } finally {
      if (settled && delivery.result == ExportResult.SUCCESS) {
        harvest.delivered();
      } else {
        harvest.deliveredOnly(delivery.settled);
      }
    }
    if (delivery.failure == null) {
      health.recovered(
          this, () -> "Metrics arrive again at " + transport.printableEndpoint() + ".");
    } else {
      warnOf(delivery.failure, transport);
    }
    return delivery.result;
  }

  private static boolean isOfOurselves(MetricSnapshot metric) {
    return metric.scope().equals(SelfObservability.SCOPE);
  }

  private void warnOf(ExportException failure, TransportConfig transport) {
    health.warn(
        this,
        () ->
            "Metrics did not arrive at "
                + transport.printableEndpoint()
                + ": "
                + failure.getMessage()
                + ". They are kept for the next export.");
  }

  private TransportConfig transport() {
    TransportConfig now = config.transport();
    TransportConfig earlier = before;
    if (earlier != null && !earlier.equals(now)) {
      health.info(
          () ->
              "Configuration of the metrics export changed: "
                  + String.join(", ", now.changedSince(earlier))
                  + ".");
    }
    before = now;
    return now;
  }

  private OtlpEncoder encoder(TransportConfig transport) {
    return transport.protocol() == Protocol.HTTP_JSON ? json : protobuf;
  }

  @Override
  public String toString() {
    return "otlp";
  }

  /** One export's requests on their way. */
  private final class Delivery {
    private final TransportConfig transport;
    private final Function<ExportAttempt, Accepted> post;
    private final long deadlineNanos;

    /** What need not come again: it arrived, or it never will. */
    final List<MetricSnapshot> settled = new ArrayList<>();

    ExportResult result = ExportResult.SUCCESS;
    @Nullable ExportException failure;

    Delivery(
        TransportConfig transport, Function<ExportAttempt, Accepted> post, long deadlineNanos) {
      this.transport = transport;
      this.post = post;
      this.deadlineNanos = deadlineNanos;
    }

    /** Sends until all are sent or one fails: what follows a failure would most likely fail too. */
    void send(OtlpBatches batches) {
      while (failure == null && batches.hasNext()) {
        OtlpBatch batch = batches.next();
        if (batch instanceof OtlpBatch.Encoded encoded) {
          send(encoded, batches);
        } else {
          giveUp(batch, "it is larger than a request may be, " + transport.maxRequestBytes());
        }
      }
    }

    private void send(OtlpBatch.Encoded batch, OtlpBatches batches) {
      ExportAttempt attempt;
      try (batch) {
        attempt = ExportAttempt.of(transport, batch, deadlineNanos);
      }
      try {
        accepted(observer.posted(attempt, batch.points(), transport.endpoint(), post));
        settled.addAll(batch.metrics());
      } catch (TooLargeException e) {
        if (!batches.halve(batch)) {
          giveUp(batch, "the collector finds it too large");
        }
      } catch (ExportException e) {
        failed(batch, attempt, e);
      }
    }

    private void accepted(Accepted accepted) {
      if (accepted.response() instanceof OtlpResponse.PartialSuccess partial) {
        losses.add(Loss.REJECTED_BY_COLLECTOR, partial.rejectedPoints());
        health.warnAtMostEvery(
            BETWEEN_REJECTIONS,
            "partial success",
            () ->
                "Collector at "
                    + transport.printableEndpoint()
                    + " rejected "
                    + partial.rejectedPoints()
                    + " points and says: "
                    + partial.message());
      } else if (accepted.response() instanceof OtlpResponse.Unreadable unreadable) {
        health.warnAtMostEvery(
            BETWEEN_REJECTIONS,
            "unreadable answer",
            () ->
                "Collector at "
                    + transport.printableEndpoint()
                    + " accepted the metrics with an answer that is no OTLP: "
                    + unreadable.reason());
      }
    }

    private void failed(OtlpBatch batch, ExportAttempt attempt, ExportException e) {
      failure = e;
      result = e instanceof OutOfTimeException ? ExportResult.TIMEOUT : ExportResult.FAILURE;
      if (attempt.fateUnknown() && transport.unknownFate() == UnknownFate.AT_MOST_ONCE) {
        losses.add(Loss.UNKNOWN_FATE, batch.points());
        settled.addAll(batch.metrics());
      }
    }

    private void giveUp(OtlpBatch batch, String why) {
      result = ExportResult.FAILURE;
      losses.add(Loss.TOO_LARGE, batch.points());
      settled.addAll(batch.metrics());
      health.warnAtMostEvery(
          BETWEEN_REJECTIONS,
          "too large",
          () ->
              "A point of metric "
                  + batch.metrics().get(0).name()
                  + " is dropped: "
                  + why
                  + ". Shorten its attributes.");
    }
  }
}
