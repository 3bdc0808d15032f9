package ee.otel.metrics.internal.otlp;

import ee.otel.metrics.data.MetricSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a collection that one request carries. */
public sealed interface OtlpBatch {
  /** Its metrics; a metric that is cut appears in each batch with that batch's points. */
  List<MetricSnapshot> metrics();

  /** The number of points in {@link #metrics()}; at least 1. */
  int points();

  /** A single point that is larger than a request may be; it cannot be sent. */
  record TooLarge(List<MetricSnapshot> metrics, int maxBytes) implements OtlpBatch {
    @Override
    public int points() {
      return 1;
    }

    @Override
    public String toString() {
      return "TooLarge[maxBytes=" + maxBytes + "]";
    }
  }

  /**
   * A request, ready to be sent any number of times.
   *
   * <p>Its body lies in a buffer borrowed from the encoder. Close it when no attempt to send it is
   * under way any more; if that is never certain, leave it open: then the encoder takes a new
   * buffer. For one thread at a time.
   */
  final class Encoded implements OtlpBatch, AutoCloseable {
    private final List<MetricSnapshot> metrics;
    private final PointRange range;
    private final WriterPool lender;
    private final int size;
    private final String contentType;
    private @Nullable OtlpWriter body;

    Encoded(List<MetricSnapshot> metrics, PointRange range, WriterPool lender, OtlpWriter body) {
      this.metrics = metrics;
      this.range = range;
      this.lender = lender;
      this.size = body.size();
      this.contentType = body.contentType();
      this.body = body;
    }

    @Override
    public List<MetricSnapshot> metrics() {
      return metrics;
    }

    @Override
    public int points() {
      return range.size();
    }

    PointRange range() {
      return range;
    }

    /** The media type of the body. */
    public String contentType() {
      return contentType;
    }

    /** The number of bytes in the body. */
    public int size() {
      return size;
    }

    /** Writes the body. The stream is neither flushed nor closed. */
    public void writeTo(OutputStream out) throws IOException {
      OtlpWriter writer = open();
      out.write(writer.buffer, writer.position, size);
    }

    /** A copy of the body. */
    public byte[] toByteArray() {
      OtlpWriter writer = open();
      return Arrays.copyOfRange(writer.buffer, writer.position, writer.position + size);
    }

    private OtlpWriter open() {
      OtlpWriter writer = body;
      if (writer == null) {
        throw new IllegalStateException("batch closed: its body is gone; send it before closing");
      }
      return writer;
    }

    /** Gives the buffer back. Any further call has no effect. */
    @Override
    public void close() {
      OtlpWriter writer = body;
      body = null;
      if (writer != null) {
        lender.takeBack(writer);
      }
    }

    @Override
    public String toString() {
      return "Encoded[points=" + points() + ", bytes=" + size + "]";
    }
  }
}
