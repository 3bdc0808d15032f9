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
import org.eclipse.microprofile.metrics.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one scope. Registering and removing are atomic; finding a metric that is there
 * takes no lock. Safe from any thread.
 */
final class OtelMetricRegistry extends RegistryForms {
  private final String scope;
  private final MetricFactory factory;
  private final Map<MetricID, Registered> metrics = new ConcurrentHashMap<>();
  private final Map<String, Family> families = new HashMap<>();
  private final Object lock = new Object();

  /** All that the metrics of one name have in common. */
  private record Family(Metadata metadata, Class<? extends Metric> type, Set<String> tagNames) {}

  OtelMetricRegistry(String scope, MetricFactory factory) {
    this.scope = scope;
    this.factory = factory;
  }

  @Override
  public String getScope() {
    return scope;
  }

  @Override
  Counter counter(MetricID id, @Nullable Metadata metadata) {
    return getOrCreate(id, metadata, Counter.class, known -> factory.counter(scope, id, known));
  }

  @Override
  @SuppressWarnings("unchecked") // The application knows what it registered under that id.
  <T extends Number> Gauge<T> gauge(
      MetricID id, @Nullable Metadata metadata, Supplier<? extends @Nullable T> supplier) {
    return (Gauge<T>)
        getOrCreate(id, metadata, Gauge.class, known -> factory.gauge(scope, id, known, supplier));
  }

  @Override
  Histogram histogram(MetricID id, @Nullable Metadata metadata) {
    return getOrCreate(id, metadata, Histogram.class, known -> factory.histogram(scope, id, known));
  }

  @Override
  Timer timer(MetricID id, @Nullable Metadata metadata) {
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
      for (Map.Entry<MetricID, Registered> entry : Map.copyOf(metrics).entrySet()) {
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
