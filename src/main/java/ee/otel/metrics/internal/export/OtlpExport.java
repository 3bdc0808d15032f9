package ee.otel.metrics.internal.export;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.config.Protocol;
import ee.otel.metrics.internal.config.TransportConfig;
import ee.otel.metrics.internal.config.UnknownFate;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.otlp.OtlpBatch;
import ee.otel.metrics.internal.otlp.OtlpBatches;
import ee.otel.metrics.internal.otlp.OtlpEncoder;
import ee.otel.metrics.internal.otlp.OtlpLimits;
import ee.otel.metrics.internal.otlp.response.OtlpResponse;
import ee.otel.metrics.internal.selfobservability.SelfObservability;
import ee.otel.metrics.internal.transport.Accepted;
import ee.otel.metrics.internal.transport.ExportAttempt;
import ee.otel.metrics.internal.transport.ExportException;
import ee.otel.metrics.internal.transport.OutOfTimeException;
import ee.otel.metrics.internal.transport.RejectedExportException;
import ee.otel.metrics.internal.transport.TooLargeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Metrics to a collector: take, encode, post, and settle what became of it.
 *
 * <p>Configuration is looked up for every export. What does not arrive is given back to the
 * storages, which add it to what the next export takes.
 */
final class OtlpExport implements Export {
  private static final Duration BETWEEN_REJECTIONS = Duration.ofMinutes(1);

  /** What collectors answer to a request of which they dislike a point. */
  private static final Set<Integer> IN_THE_CONTENT = Set.of(400, 422, 500);

  /** How a request is posted on an occasion. */
  interface Route {
    Function<ExportAttempt, Accepted> on(Occasion occasion);
  }

  private final ConfigReader config;
  private final Resource resource;
  private final Route route;
  private final ExportObserver observer;
  private final Losses losses;
  private final Health health;
  private final OtlpEncoder protobuf = OtlpEncoder.protobuf();
  private final OtlpEncoder json = OtlpEncoder.json();
  private final LongSupplier nanoTime;
  private @Nullable TransportConfig before;

  private volatile @Nullable Delivery underWay;

  /** Whether an export that was begun before the last one waits for nothing any more. */
  private volatile boolean hurried;

  /**
   * @param nanoTime a clock that never goes back, the same that deadlines are told by
   */
  OtlpExport(
      ConfigReader config,
      Resource resource,
      Route route,
      ExportObserver observer,
      Losses losses,
      Health health,
      LongSupplier nanoTime) {
    this.config = config;
    this.resource = resource;
    this.route = route;
    this.observer = observer;
    this.losses = losses;
    this.health = health;
    this.nanoTime = nanoTime;
  }

  @Override
  public ExportResult export(CollectedMetrics collected, Occasion occasion, long deadlineNanos) {
    TransportConfig transport = transport();
    List<MetricSnapshot> metrics = collected.metrics();
    if (metrics.stream().allMatch(OtlpExport::isOfOurselves)) {
      collected.postponed(); // nothing to tell: what we measured of ourselves waits for company
      return ExportResult.SUCCESS;
    }
    Delivery delivery = new Delivery(transport, collected, occasion, deadlineNanos);
    underWay = delivery;
    try {
      delivery.send(
          encoder(transport)
              .encode(
                  resource,
                  metrics,
                  new OtlpLimits(
                      transport.maxExportBatchSize().orElse(Integer.MAX_VALUE),
                      transport.maxRequestBytes())));
      delivery.end(true);
    } finally {
      delivery.end(false);
      if (underWay == delivery) {
        underWay = null;
      }
    }
    return delivery.result;
  }

  @Override
  public void collected(long nanos) {
    observer.collected(nanos);
  }

  @Override
  public @Nullable ExportResult abandon() {
    Delivery delivery = underWay;
    return delivery == null ? null : delivery.abandon();
  }

  private static boolean isOfOurselves(MetricSnapshot metric) {
    return metric.scope().equals(SelfObservability.SCOPE);
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
    return delivery == null ? null : delivery.attempt;
  }

  private static long points(List<MetricSnapshot> metrics) {
    return metrics.stream().mapToLong(metric -> metric.data().points().size()).sum();
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
    private final CollectedMetrics collected;
    private final Occasion occasion;
    private final Function<ExportAttempt, Accepted> post;
    private final long deadlineNanos;

    /** What need not come again: it arrived, or it never will. */
    final List<MetricSnapshot> settled = new ArrayList<>();

    ExportResult result = ExportResult.SUCCESS;
    @Nullable ExportException failure;
    private long lostForItsFate;
    private boolean ended;
    private OtlpBatch.@Nullable Encoded sending;
    volatile @Nullable ExportAttempt attempt;

    Delivery(
        TransportConfig transport,
        CollectedMetrics collected,
        Occasion occasion,
        long deadlineNanos) {
      this.transport = transport;
      this.collected = collected;
      this.occasion = occasion;
      this.post = route.on(occasion);
      this.deadlineNanos =
          occasion == Occasion.STOPPING
              ? SharedOutage.deadline(
                  transport.printableEndpoint(), nanoTime.getAsLong(), deadlineNanos)
              : deadlineNanos;
    }

    /** Sends until all are sent or one fails in a way that the next one would fail too. */
    void send(OtlpBatches batches) {
      boolean open = true;
      while (open && !hasEnded() && batches.hasNext()) {
        OtlpBatch batch = batches.next();
        if (batch instanceof OtlpBatch.Encoded encoded) {
          open = send(encoded, batches);
        } else {
          giveUp(batch, "it is larger than a request may be, " + transport.maxRequestBytes());
        }
      }
    }

    /** Whether the next batch is worth a try. */
    private boolean send(OtlpBatch.Encoded batch, OtlpBatches batches) {
      ExportAttempt attempt;
      try (batch) {
        attempt = ExportAttempt.of(transport, batch, deadlineNanos);
      }
      begin(attempt, batch);
      try {
        Accepted accepted = observer.posted(attempt, batch.points(), transport.endpoint(), post);
        return ifNotEnded(
            () -> {
              accepted(accepted, batch);
              settled.addAll(batch.metrics());
              return true;
            });
      } catch (TooLargeException e) {
        return ifNotEnded(
            () -> {
              if (!batches.halve(batch)) {
                giveUp(batch, "the collector finds it too large");
              }
              return true;
            });
      } catch (ExportException e) {
        return ifNotEnded(
            () -> {
              failed(batch.metrics(), attempt.fateUnknown(), e);
              return isAboutThisRequest(e);
            });
      }
    }

    /** What becomes of an answer, unless it comes after the end that {@link #abandon} made. */
    private synchronized boolean ifNotEnded(BooleanSupplier outcome) {
      sending = null;
      return !ended && outcome.getAsBoolean();
    }

    private synchronized boolean hasEnded() {
      return ended;
    }

    /** Settles what became of the metrics, once. */
    synchronized void end(boolean whole) {
      if (ended) {
        return;
      }
      ended = true;
      long unsettled = points(collected.metrics()) - points(settled);
      if (whole && failure == null) {
        collected.delivered();
      } else {
        collected.deliveredOnly(settled);
        if (occasion == Occasion.STOPPING) {
          losses.add(Loss.SHUTDOWN, unsettled);
        }
      }
      observer.ended(whole ? result : ExportResult.FAILURE, outcome(whole), unsettled);
      if (whole) {
        report(unsettled);
      }
    }

    private String outcome(boolean whole) {
      ExportException why = failure;
      if (why != null) {
        return notArrived(why) + ".";
      }
      return !whole
          ? "The export failed inside: see the log."
          : result == ExportResult.SUCCESS
              ? "Everything arrived."
              : "Points were given up or rejected, and are counted as lost.";
    }

    private String notArrived(ExportException why) {
      return "Metrics did not arrive at " + transport.printableEndpoint() + ": " + why.getMessage();
    }

    /** Ends it from another thread: the one that sends hangs, and nobody knows what it has sent. */
    synchronized ExportResult abandon() {
      if (ended) {
        return result;
      }
      ExportAttempt hanging = attempt;
      OtlpBatch.Encoded batch = sending;
      try {
        Accepted accepted = hanging == null ? null : hanging.abandon();
        if (accepted != null && batch != null) {
          accepted(accepted, batch);
          settled.addAll(batch.metrics());
        }
      } catch (ExportException e) {
        result = result.and(ExportResult.TIMEOUT);
        failed(batch == null ? List.of() : batch.metrics(), e.fateUnknown(), e);
      }
      if (failure == null && points(settled) < points(collected.metrics())) {
        result = result.and(ExportResult.TIMEOUT);
        failure = OutOfTimeException.hanging();
      }
      end(true);
      return result;
    }

    /** Lets {@link #hurry} find the attempt, whichever of the two comes first. */
    private void begin(ExportAttempt attempt, OtlpBatch.Encoded batch) {
      synchronized (this) {
        sending = batch;
      }
      this.attempt = attempt;
      if (hurried && occasion == Occasion.RUNNING) {
        attempt.hurry();
      }
    }

    private void accepted(Accepted accepted, OtlpBatch batch) {
      if (accepted.response() instanceof OtlpResponse.PartialSuccess partial) {
        partlyAccepted(partial, Math.min(partial.rejectedPoints(), batch.points()));
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

    private void partlyAccepted(OtlpResponse.PartialSuccess partial, long rejected) {
      losses.add(Loss.REJECTED_BY_COLLECTOR, rejected);
      if (rejected > 0) {
        result = result.and(ExportResult.FAILURE);
      }
      health.warnAtMostEvery(
          BETWEEN_REJECTIONS,
          "partial success",
          () ->
              "Collector at "
                  + transport.printableEndpoint()
                  + (rejected == 0
                      ? " accepted the metrics and says: "
                      : " rejected " + rejected + " points, which are lost, and says: ")
                  + partial.message());
    }

    private void failed(List<MetricSnapshot> metrics, boolean fateUnknown, ExportException e) {
      result = result.and(isLate(e) ? ExportResult.TIMEOUT : ExportResult.FAILURE);
      failure = failure == null ? e : failure;
      if (fateUnknown && transport.unknownFate() == UnknownFate.AT_MOST_ONCE) {
        long lost = deltas(metrics);
        lostForItsFate += lost;
        losses.add(Loss.UNKNOWN_FATE, lost);
        settled.addAll(metrics);
      }
    }

    private boolean isLate(ExportException e) {
      return e instanceof OutOfTimeException late && late.isTimeout()
          || nanoTime.getAsLong() - deadlineNanos >= 0;
    }

    private void giveUp(OtlpBatch batch, String why) {
      result = result.and(ExportResult.FAILURE);
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

    /**
     * @param unsettled the points that did not arrive
     */
    private void report(long unsettled) {
      ExportException why = failure;
      if (why == null) {
        health.recovered(
            OtlpExport.this,
            () -> "Metrics arrive again at " + transport.printableEndpoint() + ".");
        return;
      }
      Supplier<String> message = () -> notArrived(why) + fate(unsettled);
      if (occasion == Occasion.STOPPING) {
        health.lastWarning(message);
        if (why.status().isEmpty()) {
          SharedOutage.note(transport.printableEndpoint(), nanoTime.getAsLong());
        }
      } else {
        health.warn(OtlpExport.this, message);
      }
    }

    private String fate(long unsettled) {
      StringBuilder fate = new StringBuilder(".");
      if (lostForItsFate > 0) {
        fate.append(" Given up, because nobody knows whether they arrived: ")
            .append(lostForItsFate)
            .append(" points; see otel.metrics.ee.unknown.fate.");
      }
      if (unsettled > 0) {
        fate.append(
            switch (occasion) {
              case RUNNING -> " They are kept for the next export.";
              case STOPPING ->
                  " It was the last export: "
                      + unsettled
                      + " points are lost. See otel.metrics.ee.shutdown.timeout.";
            });
      }
      return fate.toString();
    }
  }

  /** Whether the collector took offence at the request's content and may well take another. */
  private static boolean isAboutThisRequest(ExportException e) {
    return e instanceof RejectedExportException && IN_THE_CONTENT.contains(e.status().orElse(0));
  }

  /** The points that will not come again in later ones' totals. */
  private static long deltas(List<MetricSnapshot> metrics) {
    return points(metrics.stream().filter(OtlpExport::isDelta).toList());
  }

  private static boolean isDelta(MetricSnapshot metric) {
    MetricData data = metric.data();
    return data instanceof MetricData.Sum sum && sum.temporality() == Temporality.DELTA
        || data instanceof MetricData.Histogram histogram
            && histogram.temporality() == Temporality.DELTA
        || data instanceof MetricData.ExponentialHistogram exponential
            && exponential.temporality() == Temporality.DELTA;
  }
}
