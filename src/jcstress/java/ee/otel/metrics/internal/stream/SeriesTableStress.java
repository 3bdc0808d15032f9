package ee.otel.metrics.internal.stream;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.aggregation.Aggregator;
import ee.otel.metrics.internal.aggregation.Cell;
import ee.otel.metrics.internal.aggregation.Cell.Mode;
import io.opentelemetry.api.common.Attributes;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** The table of series: what is published is whole, what is in the table is found. */
public final class SeriesTableStress {
  private static final Aggregator SUM = Aggregator.of(Aggregation.sum(), NumberType.LONG, true);
  private static final SeriesTable<Series> HASHES = new SeriesTable<>(null);
  private static final long START = 42;
  private static final Attributes[] KEYS = new Attributes[8];

  static {
    Arrays.setAll(KEYS, i -> Attributes.builder().put("key", i).build());
  }

  private SeriesTableStress() {}

  private static Series series(int key) {
    return new Series(new PointAttributes(KEYS[key]), HASHES.hash(KEYS[key]), SUM.newCell(), START);
  }

  private static SeriesTable<Series> table(int size) {
    SeriesTable<Series> table = new SeriesTable<>(null);
    for (int key = 0; key < size; key++) {
      table.add(series(key));
    }
    return table;
  }

  /** 0 for not found, 1 for found and fit to be recorded into, -1 for anything else. */
  private static int lookUp(SeriesTable<Series> table, int key) {
    Series found = table.find(KEYS[key]);
    if (found == null) {
      return 0;
    }
    try {
      return found.startNanos == START
              && found.attributes().attributes() == KEYS[key]
              && found.tryRecord(1, SUM) == Cell.Outcome.RECORDED
              && found.read(Mode.DRAIN, SUM, 0, 1, List.of()) instanceof NumberPoint point
              && point.bits() == 1
          ? 1
          : -1;
    } catch (RuntimeException e) {
      return -1;
    }
  }

  private static int lookUpAll(SeriesTable<Series> table, int from, int to) {
    int found = 0;
    for (int key = from; key < to; key++) {
      found += lookUp(table, key);
    }
    return found;
  }

  @JCStressTest
  @Outcome(
      id = {"0, 1", "1, 1"},
      expect = ACCEPTABLE,
      desc = "not yet there, or whole")
  @State
  public static class AddWhileFound {
    private final SeriesTable<Series> table = table(0);

    @Actor
    public void add() {
      table.add(series(0));
    }

    @Actor
    public void find(II_Result r) {
      r.r1 = lookUp(table, 0);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r2 = lookUp(table, 0);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"5, 6"},
      expect = ACCEPTABLE,
      desc = "growing hides nobody")
  @State
  public static class GrowWhileFound {
    private final SeriesTable<Series> table = table(5);

    @Actor
    public void add() {
      table.add(series(5));
    }

    @Actor
    public void find(II_Result r) {
      r.r1 = lookUpAll(table, 0, 5);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r2 = lookUpAll(table, 0, 6);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"4, 4, 4"},
      expect = ACCEPTABLE,
      desc = "removing one hides no other")
  @State
  public static class RemoveWhileFound {
    private final SeriesTable<Series> table = table(5);

    @Actor
    public void remove() {
      table.removeIf(series -> series.attributes().attributes() == KEYS[0]);
    }

    @Actor
    public void find(III_Result r) {
      r.r1 = lookUpAll(table, 1, 5);
    }

    @Arbiter
    public void end(III_Result r) {
      r.r2 = lookUpAll(table, 0, 5);
      r.r3 = table.size();
    }
  }

  @JCStressTest
  @Outcome(
      id = {"5, 6", "6, 6"},
      expect = ACCEPTABLE,
      desc = "all that were there are shown")
  @State
  public static class AddWhileShown {
    private final SeriesTable<Series> table = table(5);

    @Actor
    public void add() {
      table.add(series(5));
    }

    @Actor
    public void show(II_Result r) {
      int[] shown = new int[1];
      table.forEach(series -> shown[0] += series.startNanos == START ? 1 : 100);
      r.r1 = shown[0];
    }

    @Arbiter
    public void end(II_Result r) {
      r.r2 = lookUpAll(table, 0, 6);
    }
  }
}
