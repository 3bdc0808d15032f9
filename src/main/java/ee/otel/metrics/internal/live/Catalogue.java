package ee.otel.metrics.internal.live;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.data.Resource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the resources, metrics and series, so that a page gets each only once, and each value
 * only when it changes.
 *
 * <p>Bounded: what does not fit into {@value #MAX_SERIES} series or {@value #MAX_NUMBERS} numbers
 * is counted and left out. Not safe for several threads.
 */
final class Catalogue {
  static final int MAX_SERIES = 10_000;
  static final int MAX_NUMBERS = 300_000;

  /** How many updates a page may miss before it has to begin anew. */
  static final int REMEMBERED_UPDATES = 100;

  private record Gone(int series, long update) {}

  private static final class Metric {
    final int id;
    final long added;
    final Map<PointAttributes, ShownSeries> series = new HashMap<>();

    Metric(int id, long added) {
      this.id = id;
      this.added = added;
    }
  }

  private final Map<Resource, Integer> resources = new LinkedHashMap<>();
  private final Map<MetricKey, Metric> metrics = new LinkedHashMap<>();
  private final Deque<Gone> gone = new ArrayDeque<>();
  private int lastId;
  private long update;
  private int leftOut;
  private int shown;
  private int numbers;
  private boolean reported;

  /** The number of updates so far. */
  long update() {
    return update;
  }

  /** Takes over a snapshot; what is not in it has gone. */
  void update(LiveSnapshot snapshot) {
    List<LiveSnapshot.ResourceMetrics> now = snapshot.resources();
    reported = snapshot.reported();
    update++;
    leftOut = 0;
    shown = 0;
    numbers = 0;
    resources.keySet().retainAll(now.stream().map(some -> some.resource()).toList());
    for (LiveSnapshot.ResourceMetrics some : now) {
      int resource = resources.computeIfAbsent(some.resource(), unknown -> ++lastId);
      some.metrics().forEach(metric -> take(resource, metric));
    }
    forget();
  }

  private void take(int resource, MetricSnapshot snapshot) {
    Metric metric = null;
    for (Point point : snapshot.data().points()) {
      int size = PointJson.size(point);
      if (shown >= MAX_SERIES || numbers + size > MAX_NUMBERS) {
        leftOut++;
        continue;
      }
      shown++;
      numbers += size;
      if (metric == null) {
        metric =
            metrics.computeIfAbsent(
                MetricKey.of(resource, snapshot), unknown -> new Metric(++lastId, update));
      }
      take(metric, point);
    }
  }

  private void take(Metric metric, Point point) {
    ShownSeries known = metric.series.get(point.attributes());
    if (known == null) {
      known = new ShownSeries(++lastId, metric.id, point, update);
      metric.series.put(point.attributes(), known);
    } else {
      if (!PointJson.sameValues(known.point, point)
          || (reported && known.point.timeNanos() != point.timeNanos())) {
        known.changed = update;
      }
      if (!known.point.exemplars().equals(point.exemplars())) {
        known.exemplarsChanged = update;
      }
      known.point = point;
    }
    known.seen = update;
  }

  private void forget() {
    for (Iterator<Metric> each = metrics.values().iterator(); each.hasNext(); ) {
      Metric metric = each.next();
      for (Iterator<ShownSeries> its = metric.series.values().iterator(); its.hasNext(); ) {
        ShownSeries series = its.next();
        if (series.seen != update) {
          its.remove();
          gone.add(new Gone(series.id, update));
        }
      }
      if (metric.series.isEmpty()) {
        each.remove();
      }
    }
    while (!gone.isEmpty() && gone.peek().update() <= update - REMEMBERED_UPDATES) {
      gone.remove();
    }
  }

  /**
   * Whether the changes since update {@code since} are known; otherwise a page has to begin with 0.
   */
  boolean remembers(long since) {
    return since > update - REMEMBERED_UPDATES && since <= update;
  }

  /** Writes the changes since update {@code since}. */
  void write(Json json, long since) {
    json.name("resources").array();
    resources.forEach((resource, id) -> write(json, resource, id));
    json.endArray();
    List<ShownSeries> all = new ArrayList<>();
    json.name("metrics").array();
    metrics.forEach(
        (key, metric) -> {
          if (metric.added > since) {
            key.write(json, metric.id);
          }
          all.addAll(metric.series.values());
        });
    json.endArray();
    json.name("series").array();
    for (ShownSeries series : all) {
      if (series.added > since) {
        json.array().value(series.id).value(series.metric);
        AttributesJson.write(json, series.attributes.attributes());
        json.endArray();
      }
    }
    json.endArray();
    json.name("values").array();
    for (ShownSeries series : all) {
      if (series.changed > since) {
        PointJson.write(json, series.id, series.point, reported);
      }
    }
    json.endArray();
    json.name("exemplars").array();
    for (ShownSeries series : all) {
      if (series.exemplarsChanged > since) {
        for (Exemplar exemplar : series.point.exemplars()) {
          PointJson.write(json, series.id, exemplar);
        }
      }
    }
    json.endArray();
    json.name("gone").array();
    for (Gone one : gone) {
      if (one.update() > since) {
        json.value(one.series());
      }
    }
    json.endArray();
    json.name("leftOut").value(leftOut);
    json.name("reported").value(reported);
  }

  private static void write(Json json, Resource resource, int id) {
    json.object().name("id").value(id);
    AttributesJson.write(json.name("attributes"), resource.attributes());
    json.endObject();
  }
}
