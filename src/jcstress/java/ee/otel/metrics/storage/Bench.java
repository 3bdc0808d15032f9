package ee.otel.metrics.storage;

import ee.otel.metrics.aggregation.Aggregation;
import ee.otel.metrics.exemplar.ExemplarFilter;
import ee.otel.metrics.exemplar.ExemplarSampler;
import ee.otel.metrics.exemplar.SpanSource;
import ee.otel.metrics.health.Health;
import ee.otel.metrics.snapshot.MetricSnapshot;
import ee.otel.metrics.snapshot.NumberPoint;
import ee.otel.metrics.snapshot.NumberType;
import ee.otel.metrics.snapshot.Point;
import ee.otel.metrics.snapshot.Scope;
import ee.otel.metrics.snapshot.Temporality;
import ee.otel.metrics.view.Advice;
import ee.otel.metrics.view.InstrumentDescriptor;
import ee.otel.metrics.view.InstrumentKind;
import ee.otel.metrics.view.Views;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A storage with one counter, small enough to be made anew for each race. */
final class Bench {
  static final Attributes A = Attributes.builder().put("key", "a").build();
  static final Attributes B = Attributes.builder().put("key", "b").build();
  static final Attributes C = Attributes.builder().put("key", "c").build();

  private static final Logger LOGGER = Logger.getLogger("ee.otel.metrics");
  private static final Health HEALTH = new Health(() -> 0);
  private static final Views VIEWS = new Views(List.of(), Views.Matching.INDEPENDENT, HEALTH);
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

  Bench(ExemplarFilter filter, Temporality temporality, int readers, int limit, Duration idle) {
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
            () -> now,
            idle,
            HEALTH);
    stream = storage.syncStreamsOf(COUNTER).get(0);
  }

  static Bench delta(int readers, int limit) {
    return new Bench(ExemplarFilter.alwaysOff(), Temporality.DELTA, readers, limit, Duration.ZERO);
  }

  Bench record(int value, Attributes attributes) {
    stream.record(value, attributes, Context.root());
    return this;
  }

  /** Collects for the first reader, so that all series are idle. */
  Bench taken() {
    take(0);
    return this;
  }

  Harvest harvest(int reader) {
    return storage.readers().get(reader).take();
  }

  /** The sum of all points that a reader gets. */
  int take(int reader) {
    Harvest harvest = harvest(reader);
    harvest.delivered();
    return sum(harvest, null);
  }

  /** The sum of the points with these attributes; null for all. */
  static int sum(Harvest harvest, @Nullable Attributes attributes) {
    int sum = 0;
    for (MetricSnapshot metric : harvest.metrics()) {
      for (Point point : metric.data().points()) {
        if (attributes == null || point.attributes().attributes().equals(attributes)) {
          sum += (int) ((NumberPoint) point).bits();
        }
      }
    }
    return sum;
  }

  static int overflow(Harvest harvest) {
    return sum(harvest, Stream.OVERFLOW.attributes());
  }
}
