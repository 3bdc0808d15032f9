package ee.otel.metrics.internal.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.data.ExponentialBuckets;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.aggregation.Cell.Mode;
import ee.otel.metrics.internal.aggregation.Cell.Outcome;
import ee.otel.metrics.internal.points.ExponentialRows;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Recorders against readers: nothing lost, nothing twice, each snapshot consistent. */
class ExponentialHistogramRaceTest {
  private static final int RECORDERS = 3;
  private static final int RECORDS = 200_000;
  private static final double[] VALUES = {1, 0, -3, 0x1p-10, 250, 7, -0.5, 1e6};

  private final ExecutorService threads = Executors.newFixedThreadPool(RECORDERS + 1);
  private final ExponentialHistogramCell cell =
      new ExponentialHistogramCell(NumberType.DOUBLE, 40, 20, true, true);

  @AfterEach
  void stop() throws InterruptedException {
    threads.shutdownNow();
    assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
  }

  @Test
  void drainedWhileRecorded_losesNothingAndDoublesNothing() throws Exception {
    List<Future<Tally>> recorders = startRecorders();
    Tally read = new Tally();
    boolean running = true;
    while (running) {
      running = recorders.stream().anyMatch(recorder -> !recorder.isDone());
      Tally peeked = new Tally();
      peeked.add(read(Mode.PEEK));
      peeked.add(readToRow(Mode.PEEK));
      read.add(read(Mode.DRAIN));
      read.add(readToRow(Mode.DRAIN));
    }
    read.add(read(Mode.CLOSE));
    assertEquals(recorded(recorders), read);
    assertEquals(RECORDERS * RECORDS, read.count);
  }

  @Test
  void closedWhileRecorded_holdsExactlyWhatWasAccepted() throws Exception {
    List<Future<Tally>> recorders = startRecorders();
    Tally read = new Tally();
    for (int i = 0; i < 200; i++) {
      read.add(read(Mode.DRAIN));
      read.add(readToRow(Mode.DRAIN));
    }
    read.add(readToRow(Mode.CLOSE));
    assertEquals(recorded(recorders), read);
  }

  private List<Future<Tally>> startRecorders() {
    List<Future<Tally>> recorders = new ArrayList<>();
    for (int recorder = 0; recorder < RECORDERS; recorder++) {
      Callable<Tally> task = this::record;
      recorders.add(threads.submit(task));
    }
    return recorders;
  }

  private Tally record() {
    Tally accepted = new Tally();
    for (int i = 0; i < RECORDS; i++) {
      double value = VALUES[i % VALUES.length];
      Outcome outcome = cell.tryRecord(Double.doubleToRawLongBits(value));
      while (outcome == Outcome.CONTENDED) {
        Thread.onSpinWait();
        outcome = cell.tryRecord(Double.doubleToRawLongBits(value));
      }
      if (outcome == Outcome.CLOSED) {
        return accepted;
      }
      accepted.add(value);
    }
    return accepted;
  }

  private static Tally recorded(List<Future<Tally>> recorders) throws Exception {
    Tally all = new Tally();
    for (Future<Tally> recorder : recorders) {
      all.add(recorder.get(30, TimeUnit.SECONDS));
    }
    return all;
  }

  private ExponentialHistogramPoint read(Mode mode) {
    return cell.read(mode, PointAttributes.EMPTY, 0, 1, List.of());
  }

  /** Into rows that have no space yet, so that the counts may grow while some is made. */
  private @Nullable ExponentialHistogramPoint readToRow(Mode mode) {
    ExponentialRows rows = new ExponentialRows(true, true);
    rows.clear(1);
    cell.readTo(rows, mode, PointAttributes.EMPTY, 0, 1, List.of());
    return rows.size() == 0 ? null : (ExponentialHistogramPoint) rows.list(0, 1).get(0);
  }

  /** Counts and a sum, which is exact for these values. */
  private static final class Tally {
    private long count;
    private long zeros;
    private long negatives;
    private double sum;

    void add(double value) {
      count++;
      zeros += value == 0 ? 1 : 0;
      negatives += value < 0 ? 1 : 0;
      sum += value;
    }

    void add(Tally other) {
      count += other.count;
      zeros += other.zeros;
      negatives += other.negatives;
      sum += other.sum;
    }

    void add(ExponentialHistogramPoint point) {
      if (point == null) {
        return;
      }
      long down = total(point.negative());
      assertEquals(point.count(), point.zeroCount() + total(point.positive()) + down);
      count += point.count();
      zeros += point.zeroCount();
      negatives += down;
      sum += point.sum();
    }

    private static long total(ExponentialBuckets buckets) {
      long total = 0;
      for (long count : buckets.counts()) {
        total += count;
      }
      return total;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Tally that
          && count == that.count
          && zeros == that.zeros
          && negatives == that.negatives
          && sum == that.sum;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(count);
    }

    @Override
    public String toString() {
      return count + " measured, " + zeros + " zeros, " + negatives + " negative, sum " + sum;
    }
  }
}
