package ee.otel.metrics.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.aggregation.Aggregator;
import ee.otel.metrics.internal.aggregation.Cell;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private static final Aggregator SUM = Aggregator.of(Aggregation.sum(), NumberType.LONG, true);

  private final Busy cell = new Busy();
  private final Series series = new Series(PointAttributes.EMPTY, 0, cell, 1);

  /** A sum at which the next so many races are lost. */
  private static final class Busy extends Cell {
    private final Cell sum = SUM.newCell();
    private int lost;

    @Override
    public Outcome tryRecord(long bits) {
      return lost-- > 0 ? Outcome.CONTENDED : sum.tryRecord(bits);
    }

    @Override
    public @Nullable Point read(
        Mode mode,
        PointAttributes attributes,
        long startNanos,
        long timeNanos,
        List<Exemplar> exemplars) {
      return sum.read(mode, attributes, startNanos, timeNanos, exemplars);
    }

    @Override
    public boolean closeIfEmpty() {
      return sum.closeIfEmpty();
    }
  }

  private @Nullable NumberPoint inCell() {
    return (NumberPoint) cell.read(Cell.Mode.PEEK, PointAttributes.EMPTY, 1, 2, List.of());
  }

  private @Nullable NumberPoint inAll() {
    return (NumberPoint) series.read(Cell.Mode.PEEK, SUM, 1, 2, List.of());
  }

  private static long value(@Nullable NumberPoint point) {
    return Objects.requireNonNull(point, "nothing recorded").bits();
  }

  @Test
  void raceLostNowAndThen_makesNoStripes() {
    for (int collection = 1; collection <= 10; collection++) {
      cell.lost = 10;
      series.tryRecord(1, SUM);
      assertEquals(collection, value(inCell()));
      assertEquals(collection, value(inAll()));
    }
  }

  @Test
  void racesLostAgainAndAgain_makeStripes() {
    cell.lost = Integer.MAX_VALUE;
    series.tryRecord(1, SUM);
    assertNull(inCell());
    assertEquals(1, value(inAll()));
    cell.lost = 0;
    series.tryRecord(2, SUM);
    assertNull(inCell(), "it stays on the stripes");
    assertEquals(3, value(inAll()));
  }

  /** Threads meet collections as well: after a week of them, two that meet still part soon. */
  @Test
  void twoThreadsThatMeet_partAfterFewMeetings_howeverManyThereWere() {
    for (int before : new int[] {0, 31, 63, 100, 1_000, 1_000_000}) {
      for (long thread = 1; thread < 100; thread++) {
        int meetings = (byte) before; // as the series counts them
        while ((Series.stripeOf(thread, meetings) & 1) == (Series.stripeOf(100, meetings) & 1)) {
          meetings++;
          assertTrue(meetings < (byte) before + Long.SIZE, thread + " meets 100 after " + before);
        }
      }
    }
  }
}
