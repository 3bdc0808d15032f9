package ee.otel.metrics.internal.mpmetrics;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
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

/**
 * The metrics of one scope. Registering and removing are atomic; finding a metric that is there
 * takes no lock. Safe from any thread.
 */
final class OtelMetricRegistry implements MetricRegistry {
  private final String scope;
  private final MetricFactory factory;
  private final Map<MetricID, Registered> metrics = new ConcurrentHashMap<>();
  private final Map<String, Family> families = new HashMap<>();
  private final Object lock = new Object();

  /** What all metrics of a name have in common. */
  private record Family(Metadata metadata, Class<? extends Metric> type, Set<String> tagNames) {}

  OtelMetricRegistry(String scope, MetricFactory factory) {
    this.scope = scope;
    this.factory = factory;
  }

  @Override
  public String getScope() {
    return scope;
  }

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

  private Counter counter(MetricID id, @Nullable Metadata metadata) {
    return getOrCreate(id, metadata, Counter.class, known -> factory.counter(scope, id, known));
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

  @SuppressWarnings("unchecked") // The application knows what it registered under that id.
  private <T extends Number> Gauge<T> gauge(
      MetricID id, @Nullable Metadata metadata, Supplier<? extends @Nullable T> supplier) {
    return (Gauge<T>)
        getOrCreate(id, metadata, Gauge.class, known -> factory.gauge(scope, id, known, supplier));
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

  private Histogram histogram(MetricID id, @Nullable Metadata metadata) {
    return getOrCreate(id, metadata, Histogram.class, known -> factory.histogram(scope, id, known));
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

  private Timer timer(MetricID id, @Nullable Metadata metadata) {
    return getOrCreate(id, metadata, Timer.class, known -> factory.timer(scope, id, known));
  }

  // Registration.

  /**
   * @param metadata null when the application gave none: then that of the name counts
   * @throws IllegalArgumentException when type, metadata or tag names differ from those of the
   *     metrics that have this name already
   */
  private <M extends Metric> M getOrCreate(
      MetricID id,
      @Nullable Metadata metadata,
      Class<M> type,
      Function<Metadata, Registered> maker) {
    Registered there = metrics.get(id);
    if (there != null && metadata == null && type.isInstance(there)) {
      return type.cast(there);
    }
    Registered made;
    synchronized (lock) {
      Family family = families.get(id.getName());
      if (family == null) {
        family = newFamily(id, metadata, type);
      } else {
        requireEqual(family, id, metadata, type);
      }
      there = metrics.get(id);
      if (there != null) {
        return type.cast(there);
      }
      made = maker.apply(family.metadata);
      families.put(id.getName(), family);
      metrics.put(id, made);
    }
    made.connected();
    return type.cast(made);
  }

  private static Family newFamily(
      MetricID id, @Nullable Metadata metadata, Class<? extends Metric> type) {
    require(!id.getName().isEmpty(), "the name of a metric is empty");
    for (String tag : id.getTags().keySet()) {
      require(
          !tag.equals("mp_scope") && !tag.equals("mp_app"),
          id + ": the tag " + tag + " is reserved");
    }
    return new Family(
        metadata == null ? Metadata.builder().withName(id.getName()).build() : metadata,
        type,
        Set.copyOf(id.getTags().keySet()));
  }

  private static void requireEqual(
      Family family, MetricID id, @Nullable Metadata metadata, Class<? extends Metric> type) {
    require(
        family.type == type,
        id + ": there is a " + family.type.getSimpleName() + " of this name already");
    require(
        family.tagNames.equals(id.getTags().keySet()),
        id + ": the metrics of this name have the tags " + family.tagNames);
    require(
        metadata == null || isEqual(metadata, family.metadata),
        () -> id + ": the metrics of this name have " + family.metadata);
  }

  private static boolean isEqual(Metadata one, Metadata other) {
    return one.getName().equals(other.getName())
        && one.getDescription().equals(other.getDescription())
        && one.getUnit().equals(other.getUnit());
  }

  private static void require(boolean condition, String message) {
    require(condition, () -> message);
  }

  private static void require(boolean condition, Supplier<String> message) {
    if (!condition) {
      throw new IllegalArgumentException(message.get());
    }
  }

  /** Tells every metric that the meter can be used. */
  void connected() {
    metrics.values().forEach(Registered::connected);
  }

  // Removal.

  @Override
  public boolean remove(String name) {
    return removeAll((id, metric) -> id.getName().equals(name));
  }

  @Override
  public boolean remove(MetricID id) {
    return removeAll((other, metric) -> other.equals(id));
  }

  @Override
  public void removeMatching(MetricFilter filter) {
    removeAll(filter);
  }

  private boolean removeAll(MetricFilter filter) {
    boolean found = false;
    synchronized (lock) {
      for (Map.Entry<MetricID, Registered> entry : metrics.entrySet()) {
        if (filter.matches(entry.getKey(), entry.getValue())) {
          metrics.remove(entry.getKey());
          entry.getValue().remove();
          found = true;
        }
      }
      families.keySet().retainAll(getNames());
    }
    return found;
  }

  // Queries.

  @Override
  public @Nullable Metric getMetric(MetricID id) {
    return metrics.get(id);
  }

  @Override
  public <T extends Metric> @Nullable T getMetric(MetricID id, Class<T> type) {
    Registered metric = metrics.get(id);
    if (metric == null) {
      return null;
    }
    require(type.isInstance(metric), () -> id + " is not a " + type.getSimpleName());
    return type.cast(metric);
  }

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
  public @Nullable Metadata getMetadata(String name) {
    synchronized (lock) {
      Family family = families.get(name);
      return family == null ? null : family.metadata;
    }
  }

  @Override
  public SortedSet<String> getNames() {
    SortedSet<String> names = new TreeSet<>();
    metrics.keySet().forEach(id -> names.add(id.getName()));
    return Collections.unmodifiableSortedSet(names);
  }

  @Override
  public SortedSet<MetricID> getMetricIDs() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(metrics.keySet()));
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

  @Override
  public <T extends Metric> SortedMap<MetricID, T> getMetrics(Class<T> type, MetricFilter filter) {
    SortedMap<MetricID, T> found = new TreeMap<>();
    metrics.forEach(
        (id, metric) -> {
          if (type.isInstance(metric) && filter.matches(id, metric)) {
            found.put(id, type.cast(metric));
          }
        });
    return Collections.unmodifiableSortedMap(found);
  }

  @Override
  public Map<MetricID, Metric> getMetrics() {
    return Map.copyOf(metrics);
  }

  @Override
  public Map<String, Metadata> getMetadata() {
    Map<String, Metadata> known = new TreeMap<>();
    synchronized (lock) {
      families.forEach((name, family) -> known.put(name, family.metadata));
    }
    return Collections.unmodifiableMap(known);
  }
}
