package ee.otel.metrics.internal.mpmetrics;

import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Gauge;
import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.Metric;
import org.eclipse.microprofile.metrics.MetricFilter;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;
import org.jspecify.annotations.Nullable;

/** The overloads of a registry's methods, each of which calls the one that does the work. */
abstract class RegistryForms implements MetricRegistry {

  /**
   * @param metadata null when the application gave none
   */
  abstract Counter counter(MetricID id, @Nullable Metadata metadata);

  abstract <T extends Number> Gauge<T> gauge(
      MetricID id, @Nullable Metadata metadata, Supplier<? extends @Nullable T> supplier);

  abstract Histogram histogram(MetricID id, @Nullable Metadata metadata);

  abstract Timer timer(MetricID id, @Nullable Metadata metadata);

  // Counters.

  @Override
  public Counter counter(String name) {
    return counter(new MetricID(name));
  }

  @Override
  public Counter counter(String name, Tag... tags) {
    return counter(new MetricID(name, tags));
  }

  @Override
  public Counter counter(MetricID id) {
    return counter(id, null);
  }

  @Override
  public Counter counter(Metadata metadata) {
    return counter(new MetricID(metadata.getName()), metadata);
  }

  @Override
  public Counter counter(Metadata metadata, Tag... tags) {
    return counter(new MetricID(metadata.getName(), tags), metadata);
  }

  // Gauges.

  @Override
  public <T, R extends Number> Gauge<R> gauge(
      String name, T object, Function<T, R> function, Tag... tags) {
    return gauge(new MetricID(name, tags), null, () -> function.apply(object));
  }

  @Override
  public <T, R extends Number> Gauge<R> gauge(MetricID id, T object, Function<T, R> function) {
    return gauge(id, null, () -> function.apply(object));
  }

  @Override
  public <T, R extends Number> Gauge<R> gauge(
      Metadata metadata, T object, Function<T, R> function, Tag... tags) {
    return gauge(new MetricID(metadata.getName(), tags), metadata, () -> function.apply(object));
  }

  @Override
  public <T extends Number> Gauge<T> gauge(String name, Supplier<T> supplier, Tag... tags) {
    return gauge(new MetricID(name, tags), null, supplier);
  }

  @Override
  public <T extends Number> Gauge<T> gauge(MetricID id, Supplier<T> supplier) {
    return gauge(id, null, supplier);
  }

  @Override
  public <T extends Number> Gauge<T> gauge(Metadata metadata, Supplier<T> supplier, Tag... tags) {
    return gauge(new MetricID(metadata.getName(), tags), metadata, supplier);
  }

  // Histograms.

  @Override
  public Histogram histogram(String name) {
    return histogram(new MetricID(name));
  }

  @Override
  public Histogram histogram(String name, Tag... tags) {
    return histogram(new MetricID(name, tags));
  }

  @Override
  public Histogram histogram(MetricID id) {
    return histogram(id, null);
  }

  @Override
  public Histogram histogram(Metadata metadata) {
    return histogram(new MetricID(metadata.getName()), metadata);
  }

  @Override
  public Histogram histogram(Metadata metadata, Tag... tags) {
    return histogram(new MetricID(metadata.getName(), tags), metadata);
  }

  // Timers.

  @Override
  public Timer timer(String name) {
    return timer(new MetricID(name));
  }

  @Override
  public Timer timer(String name, Tag... tags) {
    return timer(new MetricID(name, tags));
  }

  @Override
  public Timer timer(MetricID id) {
    return timer(id, null);
  }

  @Override
  public Timer timer(Metadata metadata) {
    return timer(new MetricID(metadata.getName()), metadata);
  }

  @Override
  public Timer timer(Metadata metadata, Tag... tags) {
    return timer(new MetricID(metadata.getName(), tags), metadata);
  }

  // Queries.

  @Override
  public @Nullable Counter getCounter(MetricID id) {
    return getMetric(id, Counter.class);
  }

  @Override
  public @Nullable Gauge<?> getGauge(MetricID id) {
    return getMetric(id, Gauge.class);
  }

  @Override
  public @Nullable Histogram getHistogram(MetricID id) {
    return getMetric(id, Histogram.class);
  }

  @Override
  public @Nullable Timer getTimer(MetricID id) {
    return getMetric(id, Timer.class);
  }

  @Override
  @SuppressWarnings("rawtypes") // The interface's.
  public SortedMap<MetricID, Gauge> getGauges() {
    return getGauges(MetricFilter.ALL);
  }

  @Override
  @SuppressWarnings("rawtypes") // The interface's.
  public SortedMap<MetricID, Gauge> getGauges(MetricFilter filter) {
    return getMetrics(Gauge.class, filter);
  }

  @Override
  public SortedMap<MetricID, Counter> getCounters() {
    return getCounters(MetricFilter.ALL);
  }

  @Override
  public SortedMap<MetricID, Counter> getCounters(MetricFilter filter) {
    return getMetrics(Counter.class, filter);
  }

  @Override
  public SortedMap<MetricID, Histogram> getHistograms() {
    return getHistograms(MetricFilter.ALL);
  }

  @Override
  public SortedMap<MetricID, Histogram> getHistograms(MetricFilter filter) {
    return getMetrics(Histogram.class, filter);
  }

  @Override
  public SortedMap<MetricID, Timer> getTimers() {
    return getTimers(MetricFilter.ALL);
  }

  @Override
  public SortedMap<MetricID, Timer> getTimers(MetricFilter filter) {
    return getMetrics(Timer.class, filter);
  }

  @Override
  public SortedMap<MetricID, Metric> getMetrics(MetricFilter filter) {
    return getMetrics(Metric.class, filter);
  }
}
