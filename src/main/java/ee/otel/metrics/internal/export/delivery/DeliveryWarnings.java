package ee.otel.metrics.internal.export.delivery;

import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.internal.config.TransportConfig;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.transport.RejectedExportException.AnswerTooLargeException;
import ee.otel.metrics.internal.transport.RejectedExportException.RefusedContentException;
import java.time.Duration;
import java.util.List;

/** Warns of points that a {@link Delivery} gives up, and of answers that are odd. */
record DeliveryWarnings(Health health, TransportConfig transport) {
  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

  /** The collector accepted the metrics with an answer that cannot be read. */
  void unreadable(String reason) {
    health.warnAtMostEvery(
        BETWEEN_WARNINGS,
        "unreadable answer",
        () ->
            "Collector at "
                + transport.printableEndpoint()
                + " accepted the metrics with an answer that is no OTLP: "
                + reason);
  }

  /**
   * The collector had something to say of metrics that it accepted.
   *
   * @param rejected how many points it did not
   */
  void partlyAccepted(long rejected, String message) {
    health.warnAtMostEvery(
        BETWEEN_WARNINGS,
        "partial success",
        () ->
            "Collector at "
                + transport.printableEndpoint()
                + (rejected == 0
                    ? " accepted the metrics and says: "
                    : " rejected " + rejected + " points, which are lost, and says: ")
                + message);
  }

  /** A point is dropped that the collector does not take while it takes others. */
  void dropped(MetricSnapshot metric, RefusedContentException why) {
    health.warnOnce(
        List.of("refused by collector", metric.scope(), metric.name()),
        () ->
            "A point of metric "
                + metric.name()
                + " is dropped, because the collector refuses it and takes others: "
                + why.getMessage()
                + ". Its series is offered again from time to time, apart from the others.");
  }

  /** An answer is larger than may be read. */
  void answerTooLarge(AnswerTooLargeException e) {
    health.warnAtMostEvery(
        BETWEEN_WARNINGS,
        "answer too large",
        () ->
            e.getMessage()
                + ". The points are not sent again; see to the collector, or raise"
                + " otel.metrics.ee.max.response.bytes.");
  }

  /** A point of a metric is too large by itself. */
  void tooLarge(MetricSnapshot metric, String why) {
    health.warnAtMostEvery(
        BETWEEN_WARNINGS,
        "too large",
        () ->
            "A point of metric "
                + metric.name()
                + " is dropped: "
                + why
                + ". Shorten its attributes.");
  }
}
