package ee.otel.metrics.internal.export.delivery;

import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.internal.points.RowList;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The series of which the collector has refused a point that was alone in its request.
 *
 * <p>Such a series is kept out of the requests of the others. Its next point is offered apart: at
 * the next export after the first refusal, and from the second refusal on after a minute, then
 * after twice as long each time, an hour at most. In between its points wait in the storages, like
 * those of a failed export. At most {@value #CAPACITY} series are remembered, the longest known is
 * forgotten first, and at most {@value #MOST_DUE} are offered at one export. For one thread at a
 * time.
 */
final class RefusedSeries {
  static final int CAPACITY = 1000;
  static final int MOST_DUE = 16;
  static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final LongSupplier nanoTime;
  private final Map<Id, Standing> series =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Id, Standing> eldest) {
          return size() > CAPACITY;
        }
      };

  RefusedSeries(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  private record Id(Scope scope, String metric, Attributes attributes) {
    static Id of(MetricSnapshot metric, Point point) {
      return new Id(metric.scope(), metric.name(), point.attributes().attributes());
    }
  }

  /**
   * @param refusals how often it was refused in a row
   * @param notBefore when it may be offered again, on the scale of {@link #nanoTime}
   */
  private record Standing(int refusals, long notBefore) {}

  /**
   * A collection, cut in two.
   *
   * @param others whose series were not refused
   * @param due refused before, and to be offered again, each alone
   * @param size points of all, those included that wait
   */
  record Parts(List<MetricSnapshot> others, List<MetricSnapshot> due, long size) {}

  /**
   * @param all whether nothing may wait, because there is no later export
   */
  Parts separate(List<MetricSnapshot> metrics, boolean all) {
    long size = OtlpExport.points(metrics);
    if (series.isEmpty()) {
      return new Parts(metrics, List.of(), size);
    }
    long now = nanoTime.getAsLong();
    int left = MOST_DUE;
    List<MetricSnapshot> others = new ArrayList<>();
    List<MetricSnapshot> due = new ArrayList<>();
    for (MetricSnapshot metric : metrics) {
      List<? extends Point> points = metric.data().points();
      IntStream.Builder good = IntStream.builder();
      IntStream.Builder again = IntStream.builder();
      for (int i = 0; i < points.size(); i++) {
        Standing standing = series.get(Id.of(metric, points.get(i)));
        if (standing == null) {
          good.add(i);
        } else if (left > 0 && (all || now - standing.notBefore >= 0)) {
          left--;
          again.add(i);
        }
      }
      add(others, metric, good.build().toArray());
      add(due, metric, again.build().toArray());
    }
    return new Parts(others, due, size);
  }

  private static void add(List<MetricSnapshot> to, MetricSnapshot metric, int[] indexes) {
    List<? extends Point> points = metric.data().points();
    if (indexes.length == points.size()) {
      to.add(metric);
    } else if (indexes.length > 0) {
      to.add(metric.withPoints(RowList.some(points, indexes)));
    }
  }

  /**
   * A point was refused although it was alone and the collector took others.
   *
   * @param metric with this one point
   * @return whether that was not the first time: the point is then to be dropped
   */
  boolean refused(MetricSnapshot metric) {
    Id id = Id.of(metric, metric.data().points().get(0));
    @Nullable Standing before = series.remove(id);
    int refusals = before == null ? 1 : before.refusals + 1;
    series.put(id, new Standing(refusals, nanoTime.getAsLong() + pause(refusals)));
    return refusals > 1;
  }

  private static long pause(int refusals) {
    if (refusals == 1) {
      return 0;
    }
    long doubled = FIRST_PAUSE.toNanos() << Math.min(refusals - 2, 20);
    return Math.min(doubled, LONGEST_PAUSE.toNanos());
  }

  /** The collector took these points: their series are no longer remembered. */
  void accepted(List<MetricSnapshot> metrics) {
    if (series.isEmpty()) {
      return;
    }
    for (MetricSnapshot metric : metrics) {
      for (Point point : metric.data().points()) {
        series.remove(Id.of(metric, point));
      }
    }
  }

  int size() {
    return series.size();
  }
}
