package ee.otel.metrics.internal.export.delivery;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.otlp.OtlpBatch;
import ee.otel.metrics.internal.otlp.response.OtlpResponse;
import ee.otel.metrics.internal.transport.Accepted;
import ee.otel.metrics.internal.transport.ExportException;
import ee.otel.metrics.internal.transport.RejectedExportException.AnswerTooLargeException;
import ee.otel.metrics.internal.transport.RejectedExportException.OutOfTimeException;
import ee.otel.metrics.internal.transport.RejectedExportException.RefusedContentException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one {@link Delivery}: which points are settled, because they arrived or are given
 * up and counted as lost, and why others are kept. Guarded by the delivery.
 */
final class DeliveryOutcome {
  private final CollectedMetrics collected;
  private final long points;
  private final Losses losses;
  private final DeliveryWarnings warnings;
  private final RequestObserver observer;

  private final List<MetricSnapshot> settled = new ArrayList<>();
  private ExportResult result = ExportResult.SUCCESS;
  private @Nullable ExportException failure;
  private long lostForItsFate;

  /**
   * @param collected gets the outcome
   * @param points how many points it has
   */
  DeliveryOutcome(
      CollectedMetrics collected,
      long points,
      Losses losses,
      DeliveryWarnings warnings,
      RequestObserver observer) {
    this.collected = collected;
    this.points = points;
    this.losses = losses;
    this.warnings = warnings;
    this.observer = observer;
  }

  ExportResult result() {
    return result;
  }

  /** Why points are kept; null when none is, but for points that wait to be offered apart. */
  @Nullable ExportException failure() {
    return failure;
  }

  /** Points given up because it is unknown whether they arrived. */
  long lostForItsFate() {
    return lostForItsFate;
  }

  /** Points that are not settled. */
  long missing() {
    return points - OtlpExport.points(settled);
  }

  void accepted(Accepted accepted, OtlpBatch batch) {
    settled.addAll(batch.metrics());
    long rejected = 0;
    if (accepted.response() instanceof OtlpResponse.PartialSuccess partial) {
      rejected = Math.min(partial.rejectedPoints(), batch.points());
      partlyAccepted(partial, rejected);
    } else if (accepted.response() instanceof OtlpResponse.Unreadable unreadable) {
      warnings.unreadable(unreadable.reason());
    }
    observer.arrived(batch.points() - rejected, rejected);
  }

  private void partlyAccepted(OtlpResponse.PartialSuccess partial, long rejected) {
    losses.add(Loss.REJECTED_BY_COLLECTOR, rejected);
    if (rejected > 0) {
      result = result.and(ExportResult.FAILURE);
    }
    warnings.partlyAccepted(rejected, partial.message());
  }

  /** The collector took the points, and its answer is larger than may be read. */
  void answerTooLarge(OtlpBatch batch, AnswerTooLargeException e) {
    observer.failed(batch.points(), e);
    result = result.and(ExportResult.FAILURE);
    losses.add(Loss.ANSWER_TOO_LARGE, batch.points());
    settled.addAll(batch.metrics());
    warnings.answerTooLarge(e);
  }

  /** A single point is larger than a request may be. */
  void tooLarge(OtlpBatch batch, String why) {
    result = result.and(ExportResult.FAILURE);
    losses.add(Loss.TOO_LARGE, batch.points());
    settled.addAll(batch.metrics());
    warnings.tooLarge(batch.metrics().get(0), why);
  }

  /** The same, by the collector's answer. */
  void tooLarge(OtlpBatch batch, ExportException e) {
    observer.failed(batch.points(), e);
    tooLarge(batch, "the collector finds it too large");
  }

  /** Points come again with the next export. */
  void keep(long points, ExportException e, boolean late) {
    observer.failed(points, e);
    result = result.and(late ? ExportResult.TIMEOUT : ExportResult.FAILURE);
    failure = failure == null ? e : failure;
  }

  /** A point that was refused is kept, and offered apart at the next export. */
  void keepApart(RefusedContentException why) {
    observer.failed(1, why);
    result = result.and(ExportResult.FAILURE);
  }

  /** A point that was refused is given up. */
  void drop(MetricSnapshot point, RefusedContentException why) {
    observer.failed(1, why);
    result = result.and(ExportResult.FAILURE);
    losses.add(Loss.REFUSED_BY_COLLECTOR);
    settled.add(point);
    warnings.dropped(point, why);
  }

  /** It is unknown whether the points of a failed request arrived, and none may arrive twice. */
  void giveUpForItsFate(OtlpBatch batch) {
    long lost = deltas(batch.metrics());
    lostForItsFate += lost;
    losses.add(Loss.UNKNOWN_FATE, lost);
    settled.addAll(batch.metrics());
  }

  /** Its time was up. */
  void timedOut() {
    result = result.and(ExportResult.TIMEOUT);
  }

  /** The sending thread hangs, and is left behind. */
  void leftBehind() {
    if (failure == null && missing() > 0) {
      timedOut();
      failure = OutOfTimeException.hanging();
    }
  }

  /**
   * Gives back what is not settled.
   *
   * @param last whether there is no later export
   * @param whole whether nothing was thrown that is none of the outcomes
   * @param words the outcome in a sentence
   */
  void end(boolean last, boolean whole, String words) {
    long missing = missing();
    collected.deliveredOnly(settled);
    if (last) {
      losses.add(Loss.SHUTDOWN, missing);
    }
    observer.exportEnded(whole ? result : ExportResult.FAILURE, words, missing);
  }

  /** The delta points, which no later total contains. */
  private static long deltas(List<MetricSnapshot> metrics) {
    return OtlpExport.points(metrics.stream().filter(DeliveryOutcome::isDelta).toList());
  }

  private static boolean isDelta(MetricSnapshot metric) {
    return metric.data().temporality() == Temporality.DELTA;
  }
}
