package ee.otel.metrics.internal.collect;

import ee.otel.metrics.api.MetricFilter;
import ee.otel.metrics.api.MetricProducer;
import ee.otel.metrics.internal.callback.CallbackRunner;
import java.util.List;

/**
 * What takes part in a collection beside the streams.
 *
 * @param callbackRunner runs the callbacks of observable instruments
 * @param filter decides what is passed on
 * @param producers add their metrics
 */
public record CollectionOptions(
    CallbackRunner callbackRunner, MetricFilter filter, List<MetricProducer> producers) {

  /** Callbacks on the collecting thread, no filter, no producers. */
  public static final CollectionOptions DEFAULT =
      new CollectionOptions(CallbackRunner.DIRECT, MetricFilter.ACCEPT_ALL, List.of());

  public CollectionOptions {
    producers = List.copyOf(producers);
  }
}
