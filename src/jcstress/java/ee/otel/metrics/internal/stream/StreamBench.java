package ee.otel.metrics.internal.stream;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.ViewMatching;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.collect.CollectionOptions;
import ee.otel.metrics.internal.collect.MetricsStorage;
import ee.otel.metrics.internal.exemplar.ExemplarSampler;
import ee.otel.metrics.internal.exemplar.ExemplarsStorage;
import ee.otel.metrics.internal.exemplar.SpanSource;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.view.InstrumentDescriptor;
import ee.otel.metrics.internal.view.InstrumentDescriptor.Advice;
import ee.otel.metrics.internal.view.Views;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A storage with one counter, small enough to be made anew for each race. */
final class StreamBench {
  static final Attributes A = Attributes.builder().put("key", "a").build();
  static final Attributes B = Attributes.builder().put("key", "b").build();
  static final Attributes C = Attributes.builder().put("key", "c").build();

  private static final Logger LOGGER = Logger.getLogger("ee.otel.metrics");
  private static final Health HEALTH = new Health(() -> 0);
  private static final Views VIEWS = new Views(List.of(), ViewMatching.INDEPENDENT, HEALTH);
  private static final InstrumentDescriptor COUNTER =
      new InstrumentDescriptor(
          Scope.named("stress"),
          "counter",
          InstrumentKind.COUNTER,
          NumberType.LONG,
          "",
          "",
          Advice.NONE);

  static {
    LOGGER.setLevel(Level.OFF);
  }

  final ExemplarsStorage exemplars;
  final MetricsStorage storage;
  final SyncStream stream;

  /** The clock; moved between the races only. */
  volatile long now = 1;

  StreamBench(
      ExemplarFilter filter, Temporality temporality, int readers, int limit, Duration idle) {
    exemplars =
        new ExemplarsStorage(
            new ExemplarSampler(filter, SpanSource.CONTEXT, () -> now, true), HEALTH);
    ReaderOptions options =
        new ReaderOptions(
            kind -> temporality, kind -> Aggregation.defaultAggregation(), kind -> limit);
    storage =
        new MetricsStorage(
            Collections.nCopies(readers, options),
            VIEWS,
            exemplars,
            CollectionOptions.DEFAULT,
            new StreamTime(() -> now, () -> now, idle.toNanos()),
            HEALTH);
    stream = (SyncStream) storage.streams().recorderOf(COUNTER);
  }

  static StreamBench delta(int readers, int limit) {
    return new StreamBench(
        ExemplarFilter.alwaysOff(), Temporality.DELTA, readers, limit, Duration.ZERO);
  }

  StreamBench record(int value, Attributes attributes) {
    stream.record(value, attributes, Context.root());
    return this;
  }

  /** Collects for the first reader, so that all series are idle. */
  StreamBench taken() {
    take(0);
    return this;
  }

  CollectedMetrics collected(int reader) {
    return storage.readers().get(reader).take();
  }

  /** The sum of all points that a reader gets. */
  int take(int reader) {
    CollectedMetrics collected = collected(reader);
    collected.delivered();
    return sum(collected, null);
  }

  /** The sum of the points with these attributes; null for all. */
  static int sum(CollectedMetrics collected, @Nullable Attributes attributes) {
    int sum = 0;
    for (MetricSnapshot metric : collected.metrics()) {
      for (Point point : metric.data().points()) {
        if (attributes == null || point.attributes().attributes().equals(attributes)) {
          sum += (int) ((NumberPoint) point).bits();
        }
      }
    }
    return sum;
  }

  static int overflow(CollectedMetrics collected) {
    return sum(collected, Stream.OVERFLOW.attributes());
  }
}
