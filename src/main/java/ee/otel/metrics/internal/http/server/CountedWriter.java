package ee.otel.metrics.internal.http.server;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The container's writer, which counts the bytes that are written. It buffers nothing: what is
 * written goes to the container at once.
 */
final class CountedWriter extends PrintWriter {
  private final Charset charset;
  private long count;

  CountedWriter(PrintWriter container, Charset charset) {
    super(container);
    this.charset = charset;
  }

  /** In bytes. */
  long count() {
    return count;
  }

  /** Forgets what was written, since it is not sent. */
  void reset() {
    count = 0;
  }

  @Override
  public void write(int c) {
    super.write(c);
    count += size(String.valueOf((char) c));
  }

  @Override
  public void write(char[] text, int offset, int length) {
    super.write(text, offset, length);
    count += size(new String(text, offset, length));
  }

  @Override
  public void write(String text, int offset, int length) {
    super.write(text, offset, length);
    count += size(text.substring(offset, offset + length));
  }

  @Override
  public void println() {
    write(System.lineSeparator());
  }

  private long size(String text) {
    return charset.equals(StandardCharsets.UTF_8) ? utf8Size(text) : text.getBytes(charset).length;
  }

  /** Counts each half of a surrogate pair by itself, since they may be written one by one. */
  private static long utf8Size(String text) {
    long size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      size += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return size;
  }
}
