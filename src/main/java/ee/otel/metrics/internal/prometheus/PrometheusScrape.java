package ee.otel.metrics.internal.prometheus;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.MetricReader;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.internal.config.PrometheusConfig;
import ee.otel.metrics.internal.health.Health;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers scrapes from memory.
 *
 * <p>Safe from any thread. Scrapes that come at once share a collection and what it is encoded to;
 * no lock is held and no place taken while an answer is written, so a slow reader delays nobody.
 */
public final class PrometheusScrape {
  /** The most scrapes that wait or are encoded at once; more are turned away. */
  static final int MOST_AT_ONCE = 128;

  /** How long a scrape waits for a collection. */
  static final Duration LONGEST = Duration.ofSeconds(10);

  /**
   * The answer to a scrape.
   *
   * @param body the whole of it, not to be changed
   * @param gzip whether it is compressed
   */
  record Answer(byte[] body, String contentType, boolean gzip) {}

  /**
   * How long scrapes see the same exemplars, so that one scraper takes none away from another. Idle
   * series go as seldom.
   */
  static final Duration BETWEEN_TAKES = Duration.ofMinutes(1);

  private final Semaphore places = new Semaphore(MOST_AT_ONCE);
  private final SharedCollections<Encodings> collections;
  private final Exposition exposition;
  private final Health health;
  private final MetricReader reader;
  private final LongSupplier nanoTime;
  private long takenNanos; // guarded by the turns of the collections

  /**
   * @param reader of cumulative points, this one's own
   * @param nanoTime a clock that never goes back, such as {@code System::nanoTime}
   */
  public PrometheusScrape(
      MetricReader reader,
      Resource resource,
      PrometheusConfig config,
      Health health,
      LongSupplier nanoTime) {
    this.exposition = new Exposition(resource, config, health);
    this.collections = new SharedCollections<>(this::collect, Encodings::new, LONGEST);
    this.health = health;
    this.reader = reader;
    this.nanoTime = nanoTime;
    this.takenNanos = nanoTime.getAsLong();
  }

  private List<MetricSnapshot> collect() {
    long now = nanoTime.getAsLong();
    if (now - takenNanos < BETWEEN_TAKES.toNanos()) {
      return reader.peek();
    }
    takenNanos = now;
    CollectedMetrics collected = reader.take();
    collected.delivered(); // totals come again, whatever becomes of this scrape
    return collected.metrics();
  }

  /** The form in which metrics are answered. */
  private record Form(Format format, boolean gzip) {}

  /** The metrics of one collection, encoded once in each form. */
  private final class Encodings {
    private final List<MetricSnapshot> metrics;
    private final Map<Form, byte[]> encoded = new ConcurrentHashMap<>();

    Encodings(List<MetricSnapshot> metrics) {
      this.metrics = metrics;
    }

    byte[] as(Form form) {
      return encoded.computeIfAbsent(
          form,
          wanted ->
              wanted.gzip()
                  ? compressed(exposition.encode(metrics, wanted.format()))
                  : exposition.encode(metrics, wanted.format()));
    }
  }

  /**
   * @param accept the request's header, null for none
   * @param acceptEncoding the request's header, null for none
   * @return empty when there are too many at once, or a collection takes too long or fails
   */
  Optional<Answer> answer(@Nullable String accept, @Nullable String acceptEncoding) {
    if (!places.tryAcquire()) {
      health.warnAtMostEvery(
          Duration.ofMinutes(1),
          "too many scrapes",
          () -> "Scrape answered with 503: more than " + MOST_AT_ONCE + " at once.");
      return Optional.empty();
    }
    try {
      Form form = new Form(Negotiation.format(accept), Negotiation.gzip(acceptEncoding));
      byte[] body = collections.get().as(form);
      health.recovered(this, () -> "Scrapes are answered again.");
      return Optional.of(new Answer(body, form.format().contentType(), form.gzip()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      health.warn(this, why, () -> "Scrape answered with 503: collecting failed: " + why + ".");
      return Optional.empty();
    } finally {
      places.release();
    }
  }

  private static byte[] compressed(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 8 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return out.toByteArray();
  }
}
