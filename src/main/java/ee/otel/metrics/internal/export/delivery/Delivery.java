package ee.otel.metrics.internal.export.delivery;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.internal.config.TransportConfig;
import ee.otel.metrics.internal.config.TransportConfig.UnknownFate;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.otlp.OtlpBatch;
import ee.otel.metrics.internal.otlp.OtlpBatches;
import ee.otel.metrics.internal.transport.Accepted;
import ee.otel.metrics.internal.transport.ExportAttempt;
import ee.otel.metrics.internal.transport.ExportException;
import ee.otel.metrics.internal.transport.RejectedExportException.AnswerTooLargeException;
import ee.otel.metrics.internal.transport.RejectedExportException.OutOfTimeException;
import ee.otel.metrics.internal.transport.RejectedExportException.RefusedContentException;
import ee.otel.metrics.internal.transport.RejectedExportException.TooLargeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one export, and what became of their points. Used once, by one thread; another
 * one may end it by {@link #abandon} when that thread hangs.
 *
 * <p>A request that is too large is cut in halves. One whose content the collector refuses is cut
 * in quarters, as often as {@link Division} allows, until the points that offend are alone. Such a
 * point is dropped when it was refused alone at two exports and the collector took other points
 * beside it: then its content is the cause and not the collector.
 */
final class Delivery {
  private final Division division;
  private final RefusedSeries refusedSeries;
  private final Outage outage;
  private final LongSupplier nanoTime;

  private final TransportConfig transport;
  private final boolean last;
  private final long deadlineNanos;
  private final RequestObserver observer;
  private final Function<ExportAttempt, Accepted> post;

  private volatile @Nullable ExportAttempt attempt;

  // Guarded by this.
  private OtlpBatch.@Nullable Encoded sending;
  private boolean ended;
  private final DeliveryOutcome outcome;
  private final Deque<RefusedBatch> undecided = new ArrayDeque<>();
  private final List<RefusedPoint> refusedAlone = new ArrayList<>();
  private boolean over;

  /** The collaborators that all deliveries of one exporter share. */
  record Context(
      Division division,
      RefusedSeries refusedSeries,
      Outage outage,
      Losses losses,
      Health health,
      LongSupplier nanoTime) {}

  /**
   * @param collected gets the outcome
   * @param points how many points it has
   */
  Delivery(
      Context context,
      TransportConfig transport,
      CollectedMetrics collected,
      long points,
      Export.Occasion occasion,
      long deadlineNanos,
      RequestObserver observer,
      Function<ExportAttempt, Accepted> post) {
    this.division = context.division;
    this.refusedSeries = context.refusedSeries;
    this.outage = context.outage;
    this.nanoTime = context.nanoTime;
    this.transport = transport;
    this.last = occasion == Export.Occasion.STOPPING;
    this.deadlineNanos =
        last
            ? SharedOutage.deadline(
                transport.printableEndpoint(), nanoTime.getAsLong(), deadlineNanos)
            : deadlineNanos;
    this.observer = observer;
    this.post = post;
    this.outcome =
        new DeliveryOutcome(
            collected,
            points,
            context.losses,
            new DeliveryWarnings(context.health, transport),
            observer);
  }

  /** A metric with the one point that was refused. */
  private record RefusedPoint(MetricSnapshot metric, RefusedContentException why) {}

  /** A batch of several points that was refused. */
  private record RefusedBatch(OtlpBatch.Encoded batch, RefusedContentException why) {}

  synchronized ExportResult result() {
    return outcome.result();
  }

  /** The attempt that was begun last. Safe from any thread. */
  @Nullable ExportAttempt attempt() {
    return attempt;
  }

  /** Why points are kept; empty when none is, but for points that wait to be offered apart. */
  Optional<ExportException> failure() {
    return Optional.ofNullable(outcome.failure());
  }

  /** Points given up because it is unknown whether they arrived. */
  long lostForItsFate() {
    return outcome.lostForItsFate();
  }

  /** Sends until all are sent or one fails in a way that the next one would fail too. */
  void send(OtlpBatches batches) {
    while (goesOn(batches)) {
      OtlpBatch batch = batches.next();
      if (batch instanceof OtlpBatch.Encoded encoded) {
        send(encoded, batches);
      } else {
        unlessEnded(
            () ->
                outcome.tooLarge(
                    batch, "it is larger than a request may be, " + transport.maxRequestBytes()));
      }
    }
    unlessEnded(
        () -> {
          undecided.forEach(refused -> keep(refused.batch.points(), refused.why));
          undecided.clear();
        });
  }

  private synchronized boolean goesOn(OtlpBatches batches) {
    return !ended && !over && (batches.hasNext() || cutsAnother(batches));
  }

  /**
   * Cuts a request that was refused, if that is allowed by now: a part of what was cut last, so
   * that each export comes down to a single point, wherever the others lie.
   */
  private boolean cutsAnother(OtlpBatches batches) {
    if (undecided.isEmpty() || !division.mayCut()) {
      return false;
    }
    return batches.quarter(undecided.removeLast().batch);
  }

  private void send(OtlpBatch.Encoded batch, OtlpBatches batches) {
    ExportAttempt begun;
    try (batch) {
      begun = ExportAttempt.of(transport, batch, deadlineNanos);
    }
    synchronized (this) {
      sending = batch;
    }
    attempt = begun;
    try {
      Accepted accepted = observer.posted(begun, batch.points(), post);
      unlessEnded(() -> accepted(accepted, batch));
    } catch (TooLargeException e) {
      unlessEnded(() -> tooLarge(batch, batches, e));
    } catch (RefusedContentException e) {
      unlessEnded(() -> refused(batch, e));
    } catch (AnswerTooLargeException e) {
      unlessEnded(() -> answerTooLarge(batch, e));
    } catch (ExportException e) {
      unlessEnded(() -> failed(batch, begun.fateUnknown(), e));
    }
  }

  /** Handles an outcome, unless {@link #abandon} has ended the delivery before. */
  private synchronized void unlessEnded(Runnable outcome) {
    sending = null;
    if (!ended) {
      outcome.run();
    }
  }

  /**
   * Settles what became of the metrics, once.
   *
   * @param whole whether nothing was thrown that is none of the outcomes
   */
  synchronized void end(boolean whole) {
    if (ended) {
      return;
    }
    if (whole) {
      judgeRefusedPoints();
    }
    ended = true;
    long missing = outcome.missing();
    outcome.end(last, whole, words(whole));
    if (whole) {
      outage.tell(this, transport.printableEndpoint(), missing, last);
    }
  }

  private String words(boolean whole) {
    ExportException why = outcome.failure();
    if (why != null) {
      return Outage.notArrived(transport.printableEndpoint(), why) + ".";
    }
    return !whole
        ? "The export failed inside: see the log."
        : outcome.result() == ExportResult.SUCCESS
            ? "Everything arrived."
            : "Points were given up, rejected or refused.";
  }

  /** Ends it from another thread: the sending thread hangs, and it is unknown what it has sent. */
  synchronized ExportResult abandon() {
    if (ended) {
      return outcome.result();
    }
    ExportAttempt hanging = attempt;
    OtlpBatch.Encoded batch = sending;
    try {
      Accepted accepted = hanging == null ? null : hanging.abandon();
      if (accepted != null && batch != null) {
        accepted(accepted, batch);
      }
    } catch (ExportException e) {
      outcome.timedOut();
      if (batch != null) {
        failed(batch, e.fateUnknown(), e);
      } else {
        keep(0, e);
      }
    }
    outcome.leftBehind();
    end(true);
    return outcome.result();
  }

  private void tooLarge(OtlpBatch.Encoded batch, OtlpBatches batches, TooLargeException e) {
    if (!batches.halve(batch)) {
      outcome.tooLarge(batch, e);
    }
  }

  private void accepted(Accepted accepted, OtlpBatch batch) {
    division.taken();
    refusedSeries.accepted(batch.metrics());
    outcome.accepted(accepted, batch);
  }

  private void refused(OtlpBatch.Encoded batch, RefusedContentException e) {
    division.refused();
    if (batch.points() == 1) {
      refusedAlone.add(new RefusedPoint(batch.metrics().get(0), e));
    } else {
      undecided.add(new RefusedBatch(batch, e));
    }
  }

  /** Decides about the points that were refused alone, once everything else was offered. */
  private void judgeRefusedPoints() {
    for (RefusedPoint point : refusedAlone) {
      if (!division.hasTaken()) {
        keep(1, point.why); // the collector takes nothing at all: that says nothing of the point
      } else if (refusedSeries.refused(point.metric)) {
        outcome.drop(point.metric, point.why);
      } else {
        outcome.keepApart(point.why);
      }
    }
    division.end();
  }

  private void answerTooLarge(OtlpBatch batch, AnswerTooLargeException e) {
    division.taken();
    outcome.answerTooLarge(batch, e);
  }

  private void keep(long points, ExportException e) {
    outcome.keep(points, e, isLate(e));
  }

  private void failed(OtlpBatch batch, boolean fateUnknown, ExportException e) {
    over = true;
    keep(batch.points(), e);
    if (fateUnknown && transport.unknownFate() == UnknownFate.AT_MOST_ONCE) {
      outcome.giveUpForItsFate(batch);
    }
  }

  private boolean isLate(ExportException e) {
    return e instanceof OutOfTimeException late && late.isTimeout()
        || nanoTime.getAsLong() - deadlineNanos >= 0;
  }
}
