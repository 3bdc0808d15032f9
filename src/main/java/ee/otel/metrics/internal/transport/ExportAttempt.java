package ee.otel.metrics.internal.transport;

import ee.otel.metrics.internal.config.TransportConfig;
import ee.otel.metrics.internal.otlp.OtlpBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One request and all its tries.
 *
 * <p>All retries take the same object. For one thread at a time, except {@link #hurry}.
 */
public final class ExportAttempt {
  private final TransportConfig config;
  private final String contentType;
  private final byte[] body;
  private final long deadline;

  /** Complete when no other try may begin. */
  private final CompletableFuture<@Nullable Void> hurry = new CompletableFuture<>();

  private volatile @Nullable Try underWay;
  private int tries;
  private long notBefore;
  private boolean fateUnknown;
  private @Nullable RetryableExportException lastFailure;

  /** A request that was begun. */
  private record Try(long ends, Supplier<Accepted> cut) {}

  private ExportAttempt(TransportConfig config, String contentType, byte[] body, long deadline) {
    this.config = config;
    this.contentType = contentType;
    this.body = body;
    this.deadline = deadline;
  }

  /**
   * An attempt with a copy of the batch's body, compressed as the configuration says: the batch may
   * be closed at once.
   *
   * @param config where and how to post
   * @param batch what to post
   * @param deadline when the whole export ends, on the scale of {@link TransportClock#nanoTime}
   */
  public static ExportAttempt of(TransportConfig config, OtlpBatch.Encoded batch, long deadline) {
    byte[] body =
        switch (config.compression()) {
          case GZIP -> gzip(batch.size(), batch::writeTo);
          case NONE -> batch.toByteArray();
        };
    return new ExportAttempt(config, batch.contentType(), body, deadline);
  }

  /** An attempt with a body that is encoded already. */
  static ExportAttempt of(TransportConfig config, byte[] plain, long deadline) {
    byte[] body =
        switch (config.compression()) {
          case GZIP -> gzip(plain.length, out -> out.write(plain));
          case NONE -> plain;
        };
    return new ExportAttempt(config, config.protocol().contentType(), body, deadline);
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
  public int bodyLength() {
    return body.length;
  }

  /**
   * Ends the tries: wakes a thread that waits for the next one; the one under way is the last. Safe
   * from any thread.
   */
  public void hurry() {
    hurry.complete(null);
  }

  CompletableFuture<@Nullable Void> hurried() {
    return hurry;
  }

  /**
   * When the try under way has to be over, on the scale of {@link TransportClock#nanoTime}; {@code
   * otherwise} while there is none. Safe from any thread.
   */
  public long tryEnds(long otherwise) {
    Try now = underWay;
    return now == null ? otherwise : now.ends;
  }

  /**
   * Gives up the try under way, cuts it as far as the client can, and tells what is known of it.
   * Safe from any thread.
   *
   * @return the answer, if its head has come; null when there is no try under way
   * @throws ExportException what the head says, or that there is none
   */
  public @Nullable Accepted abandon() {
    hurry();
    Try now = underWay;
    return now == null ? null : now.cut.get();
  }

  void begins(long ends, Supplier<Accepted> cut) {
    underWay = new Try(ends, cut);
  }

  void over() {
    underWay = null;
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

  String contentType() {
    return contentType;
  }

  /** The body as it goes over the network; nobody writes to it. */
  byte[] body() {
    return body;
  }

  void startTry() {
    tries++;
  }

  void unanswered() {
    fateUnknown = true;
  }

  void failed(RetryableExportException failure, long nextNotBefore) {
    lastFailure = failure;
    notBefore = nextNotBefore;
    fateUnknown |= failure.fateUnknown();
  }

  private static byte[] gzip(int size, Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(size / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out, 8192)) {
      content.writeTo(gzip);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return out.toByteArray();
  }

  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Figures only. */
  @Override
  public String toString() {
    return "ExportAttempt[" + body.length + " bytes, " + tries + " tries]";
  }
}
