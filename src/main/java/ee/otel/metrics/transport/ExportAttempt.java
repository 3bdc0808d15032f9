package ee.otel.metrics.transport;

import ee.otel.metrics.config.Compression;
import ee.otel.metrics.config.TransportConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One request and all its tries.
 *
 * <p>Whoever retries hands the same object in again. For one thread at a time.
 */
public final class ExportAttempt {
  private final TransportConfig config;
  private final byte[] body;
  private final long deadline;

  private byte @Nullable [] sent;
  private int tries;
  private long notBefore;
  private boolean fateUnknown;
  private @Nullable RetryableExportException lastFailure;

  /**
   * @param config where and how to post
   * @param body the encoded request, not compressed; it now belongs to the attempt
   * @param deadline when the whole export ends, on the scale of {@link Timekeeper#nanoTime}
   */
  public ExportAttempt(TransportConfig config, byte[] body, long deadline) {
    this.config = config;
    this.body = body;
    this.deadline = deadline;
  }

  /** How many times the request was tried. */
  public int tries() {
    return tries;
  }

  /** How many times it was tried again. */
  public int retries() {
    return Math.max(0, tries - 1);
  }

  /** Whether any try was sent and got no answer: the collector may have taken it. */
  public boolean fateUnknown() {
    return fateUnknown;
  }

  /** The length of the body as it goes over the network, in bytes. */
  public int sentLength() {
    return sentBody().length;
  }

  TransportConfig config() {
    return config;
  }

  long deadline() {
    return deadline;
  }

  /** When the next try may start; the first may at once. */
  long notBefore() {
    return notBefore;
  }

  @Nullable RetryableExportException lastFailure() {
    return lastFailure;
  }

  /** The body, compressed once if it is to be. */
  byte[] sentBody() {
    byte[] result = sent;
    if (result == null) {
      result = config.compression() == Compression.GZIP ? gzip(body) : body;
      sent = result;
    }
    return result;
  }

  void startTry() {
    tries++;
  }

  void failed(RetryableExportException failure, long nextNotBefore) {
    lastFailure = failure;
    notBefore = nextNotBefore;
    fateUnknown |= failure.fateUnknown();
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out, 8192)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return out.toByteArray();
  }

  /** Figures only. */
  @Override
  public String toString() {
    return "ExportAttempt[" + body.length + " bytes, " + tries + " tries]";
  }
}
