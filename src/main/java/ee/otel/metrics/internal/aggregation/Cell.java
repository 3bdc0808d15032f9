package ee.otel.metrics.internal.aggregation;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.points.PointRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The live aggregate of a series, or of one stripe of it.
 *
 * <p>Any number of threads record and any number take snapshots at the same time. Each measurement
 * that {@link #tryRecord} answers with {@link Outcome#RECORDED} is in exactly one of: the snapshots
 * that drained or closed the cell, or what the cell still holds. A snapshot is consistent in
 * itself: a histogram's count is the sum of its buckets.
 *
 * <p>Recording neither blocks, nor allocates in the steady state, nor throws.
 */
public abstract class Cell {

  /** The outcome of an attempt to record. */
  public enum Outcome {
    RECORDED,
    /** Another thread was in the way; nothing was recorded. Try again or try another stripe. */
    CONTENDED,
    /** The cell was closed; nothing was recorded and nothing ever will be. Look the series up. */
    CLOSED
  }

  /** How a snapshot is taken. */
  public enum Mode {
    /** Look and change nothing. */
    PEEK,
    /** Take everything out; the cell is as new. */
    DRAIN,
    /** Take everything out and refuse all that comes later. */
    CLOSE
  }

  /**
   * Records one measurement, or says why not.
   *
   * @param bits the value, as the cell's {@link ee.otel.metrics.data.NumberType} reads it; finite,
   *     except in a cell for last values
   */
  public abstract Outcome tryRecord(long bits);

  /**
   * The cell's snapshot, or null when nothing has been recorded since it was new or drained.
   *
   * @param exemplars handed through to the point
   */
  public abstract @Nullable Point read(
      Mode mode,
      PointAttributes attributes,
      long startNanos,
      long timeNanos,
      List<Exemplar> exemplars);

  /**
   * Adds what {@link #read} answers to points of the cell's aggregator, if it is not null.
   *
   * @param timeNanos that of {@code to}
   */
  public void readTo(
      PointRows to,
      Mode mode,
      PointAttributes attributes,
      long startNanos,
      long timeNanos,
      List<Exemplar> exemplars) {
    Point point = read(mode, attributes, startNanos, timeNanos, exemplars);
    if (point != null) {
      to.add(point);
    }
  }

  /**
   * Closes the cell if nothing has been recorded since it was new or drained.
   *
   * @return whether the cell was empty and is closed now
   */
  public abstract boolean closeIfEmpty();
}
