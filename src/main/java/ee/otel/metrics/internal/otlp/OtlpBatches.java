package ee.otel.metrics.internal.otlp;

import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The requests of one collection, encoded one by one as they are asked for. Together they carry
 * each point once. For one thread at a time.
 */
public final class OtlpBatches implements Iterator<OtlpBatch> {
  private static final int MOST_PARTS = 16;

  private final WriterPool writers;
  private final Resource resource;
  private final PointSlicer points;
  private final OtlpLimits limits;
  private final Deque<PointRange> ahead = new ArrayDeque<>();

  /** How many points fitted into the last request that became too large. */
  private int fitted;

  OtlpBatches(
      WriterPool writers, Resource resource, List<MetricSnapshot> metrics, OtlpLimits limits) {
    this.writers = writers;
    this.resource = resource;
    this.limits = limits;
    points = new PointSlicer(metrics);
    PointRange all = points.all();
    if (all.size() > 0) {
      ahead.add(all);
    }
  }

  @Override
  public boolean hasNext() {
    return !ahead.isEmpty();
  }

  /**
   * Encodes the next request. The one before it should have been closed by now, or each takes a
   * buffer of its own.
   */
  @Override
  public OtlpBatch next() {
    while (true) {
      PointRange range = ahead.remove();
      if (range.size() > limits.maxPoints()) {
        int cut = range.from() + limits.maxPoints();
        ahead.push(new PointRange(cut, range.to()));
        range = new PointRange(range.from(), cut);
      }
      OtlpBatch batch = encode(range);
      if (batch instanceof OtlpBatch.TooLarge && range.size() > 1) {
        pushParts(range);
      } else {
        return batch;
      }
    }
  }

  /**
   * Puts the halves of a batch, which its receiver found too large, in front of what comes next.
   *
   * @return false, and nothing is put anywhere, when the batch has a single point
   */
  public boolean halve(OtlpBatch.Encoded refused) {
    if (refused.points() == 1) {
      return false;
    }
    pushHalves(refused.range());
    return true;
  }

  /**
   * Puts the quarters of a batch, which its receiver refused, behind everything that is still to
   * come: what comes before them may go through, and large parts come before small ones.
   *
   * @return false, and nothing is put anywhere, when the batch has a single point
   */
  public boolean quarter(OtlpBatch.Encoded refused) {
    if (refused.points() == 1) {
      return false;
    }
    ahead.addAll(refused.range().quarters());
    return true;
  }

  /**
   * Puts parts of a range in front of what comes next, of about as many points as fitted; not too
   * small, since perhaps few fitted only because one of them is large.
   */
  private void pushParts(PointRange range) {
    int least = (range.size() - 1) / MOST_PARTS + 1;
    int most = range.size() - range.size() / 2;
    int part = Math.min(most, Math.max(least, fitted - fitted / 16));
    for (int to = range.to(); to > range.from(); ) {
      int from = Math.max(range.from(), range.from() + (to - 1 - range.from()) / part * part);
      ahead.push(new PointRange(from, to));
      to = from;
    }
  }

  private void pushHalves(PointRange range) {
    ahead.push(range.secondHalf());
    ahead.push(range.firstHalf());
  }

  private OtlpBatch encode(PointRange range) {
    List<MetricSnapshot> metrics = points.slice(range);
    OtlpWriter writer = writers.lend();
    boolean encoded = false;
    try {
      writer.reset(limits.maxBytes());
      RequestMarshaler.write(writer, resource, metrics);
      encoded = true;
      return new OtlpBatch.Encoded(metrics, range, writers, writer);
    } catch (OtlpWriter.BodyTooLargeException tooLarge) {
      fitted = writer.points();
      return new OtlpBatch.TooLarge(metrics, limits.maxBytes());
    } finally {
      if (!encoded) {
        writers.takeBack(writer);
      }
    }
  }
}
