package ee.otel.metrics.internal.live;

/** Where the metrics of the live page come from. */
@FunctionalInterface
public interface LiveSource {
  /** The metrics as they are now. Called by one thread at a time, at most about once a second. */
  LiveSnapshot snapshot();
}
