package ee.otel.metrics.internal.transport;

import ee.otel.metrics.internal.transport.HttpAnswer.Cut;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer's body up to a limit of bytes and time.
 *
 * <p>A body that still is in gzip format is decoded, whatever its headers say: no OTLP answer
 * begins with gzip's magic number. The limit holds for what comes in and for what comes out of it.
 */
final class BodyReader {
  private final int limit;
  private final BooleanSupplier late;
  private @Nullable Cut cut;

  /**
   * @param limit bytes
   * @param late whether time is up
   */
  BodyReader(int limit, BooleanSupplier late) {
    this.limit = limit;
    this.late = late;
  }

  /** Why the body is not whole, or null when it is. */
  @Nullable Cut cut() {
    return cut;
  }

  byte[] read(InputStream body) {
    byte[] read = new byte[0];
    try {
      InputStream in = new BufferedInputStream(new Limited(body));
      in.mark(2);
      boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      Limited decoded = gzip ? new Limited(new GZIPInputStream(in)) : new Limited(in);
      read = new byte[512];
      int length = 0;
      for (int n; (n = decoded.read(read, length, read.length - length)) >= 0; ) {
        length += n;
        if (length == read.length) {
          read = Arrays.copyOf(read, 2 * length);
        }
      }
      return Arrays.copyOf(read, length);
    } catch (IOException e) {
      if (cut == null) {
        cut = new Cut(false, "it broke off (" + e.getClass().getSimpleName() + ")");
      }
      return new byte[0];
    }
  }

  /** Ends early when the limit is reached or time is up. */
  private final class Limited extends FilterInputStream {
    private int left = limit;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (cut == null && late.getAsBoolean()) {
        cut = new Cut(false, "it did not end in time");
      }
      if (cut != null) {
        return -1;
      }
      if (length == 0) {
        return 0;
      }
      int n = in.read(bytes, offset, Math.min(length, left + 1));
      if (n > left) {
        cut = new Cut(true, "it is longer than " + limit + " bytes");
        return -1;
      }
      left -= Math.max(n, 0);
      return n;
    }
  }
}
