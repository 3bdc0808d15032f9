package ee.otel.metrics.internal.live;

import java.util.List;

/**
 * What becomes of the metrics, in words that may be shown: nothing in here is a secret.
 *
 * @param routes where metrics go, or where they come from
 * @param losses what was lost, by reason; only reasons that have occurred
 * @param streams how full the streams are
 */
public record LiveStatus(List<Route> routes, List<LossCount> losses, List<StreamUse> streams) {
  public LiveStatus {
    routes = List.copyOf(routes);
    losses = List.copyOf(losses);
    streams = List.copyOf(streams);
  }

  /** Nothing known. */
  public static final LiveStatus EMPTY = new LiveStatus(List.of(), List.of(), List.of());

  /** How the latest attempt on a route ended. */
  public enum Outcome {
    /** There was none yet. */
    NONE,
    SUCCESS,
    FAILURE
  }

  /**
   * An exporter or a receiver.
   *
   * @param title such as "OTLP to http://localhost:4318/v1/metrics every 60 s"
   * @param outcome of the latest attempt
   * @param words the outcome in a sentence; may be empty
   * @param timeMillis when it ended, since the epoch; 0 without an attempt
   * @param waiting what has not been delivered yet, in words; may be empty
   */
  public record Route(
      String title, Outcome outcome, String words, long timeMillis, String waiting) {}

  /**
   * @param reason such as "not_a_number"
   * @param unit what is counted: "measurements" or "points"
   */
  public record LossCount(String reason, String unit, long count) {}

  /**
   * The series of a stream.
   *
   * @param name the stream's name
   * @param limit how many series it may have; 0 where that is not known
   * @param overflowed measurements that were counted together because of the limit
   */
  public record StreamUse(String name, int series, int limit, long overflowed) {}
}
