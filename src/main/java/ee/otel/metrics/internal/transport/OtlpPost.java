package ee.otel.metrics.internal.transport;

import ee.otel.metrics.internal.config.TransportConfig;
import ee.otel.metrics.internal.config.TransportConfig.UnknownFate;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.tls.TlsContexts;
import ee.otel.metrics.internal.tls.TlsFilesException;
import ee.otel.metrics.internal.transport.RejectedExportException.OutOfTimeException;
import jakarta.ws.rs.client.ClientBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Posts requests to a collector. Needs no container: the last export of a stopping server goes
 * through it directly.
 *
 * <p>Safe from any thread, as long as each {@link ExportAttempt} stays with one.
 */
public final class OtlpPost implements AutoCloseable {
  /** The time that a try gets beyond its own, so that the client's timeouts come first. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final RestClients clients;
  private final TlsContexts tls;
  private final Supplier<Map<String, String>> headers;
  private final String userAgent;
  private final Health health;
  private final TransportClock time;
  private final Backoff backoff;

  private final LongAdder tries = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder unanswered = new LongAdder();

  /**
   * @param builders makes a fresh builder of Jakarta REST clients
   * @param headers asked for more headers before each request
   * @param userAgent what this library calls itself
   * @param health logs what a user should correct
   * @param time the clock
   * @param chance numbers from 0 to 1
   */
  public OtlpPost(
      Supplier<ClientBuilder> builders,
      Supplier<Map<String, String>> headers,
      String userAgent,
      Health health,
      TransportClock time,
      DoubleSupplier chance) {
    this.clients = new RestClients(builders);
    this.tls = new TlsContexts(warning -> health.warnOnce(warning, () -> warning));
    this.headers = headers;
    this.userAgent = userAgent;
    this.health = health;
    this.time = time;
    this.backoff = new Backoff(chance);
  }

  /**
   * Builds the REST client for the configuration, so that the first request, which may be the last
   * one of a stopping server, finds it ready. A failure is left to that request to report.
   */
  public void prepare(TransportConfig config) {
    try (RestClients.Lease lease = borrow(config, Long.MAX_VALUE)) {
      lease.client();
    } catch (RuntimeException | LinkageError e) {
      health.warnOnce(
          e.getClass(),
          () ->
              e instanceof ExportException
                  ? String.valueOf(e.getMessage())
                  : "the Jakarta REST client is not ready: " + e.getClass().getName());
    }
  }

  /**
   * Tries the request once, after the wait that follows from earlier tries.
   *
   * @throws RetryableExportException when another try may succeed: call again with the same attempt
   * @throws RejectedExportException when none would, or none may be made; at once when the deadline
   *     would be over before the next try
   */
  public Accepted post(ExportAttempt attempt) {
    awaitTurn(attempt);
    count(attempt);
    try {
      return send(attempt);
    } catch (RetryableExportException e) {
      attempt.failed(e, time.nanoTime() + waitAfter(e, attempt.tries()));
      if (!e.fateUnknown()) {
        throw e;
      }
      unanswered.increment();
      if (attempt.config().unknownFate() == UnknownFate.AT_MOST_ONCE) {
        throw new RejectedExportException(
            e.getMessage() + "; not sent again, because points are to arrive at most once",
            e.failure(),
            e);
      }
      throw e;
    }
  }

  /**
   * Tries the request until it is accepted or refused, the retries are used up or the deadline is
   * over: what {@code @Retry} does, without interceptors.
   */
  public Accepted postWithRetries(ExportAttempt attempt, int maxRetries) {
    for (int left = maxRetries; ; left--) {
      try {
        return post(attempt);
      } catch (RetryableExportException e) {
        if (left <= 0) {
          throw e;
        }
      }
    }
  }

  /** The counts since this instance was made. */
  public PostCounts counts() {
    return new PostCounts(tries.sum(), retries.sum(), bytes.sum(), unanswered.sum());
  }

  /** Closes the REST client. */
  @Override
  public void close() {
    clients.close();
  }

  private void awaitTurn(ExportAttempt attempt) {
    long now = time.nanoTime();
    long wait = attempt.tries() == 0 ? 0 : attempt.notBefore() - now;
    long left = attempt.deadline() - now;
    if (attempt.fateUnknown() && attempt.config().unknownFate() == UnknownFate.AT_MOST_ONCE) {
      throw new RejectedExportException(
          "an earlier try may have arrived; not sent again, because points are to arrive at most"
              + " once",
          Failure.unanswered("unknown fate"),
          attempt.lastFailure());
    }
    if (left <= Math.max(wait, 0)) {
      RetryableExportException before = attempt.lastFailure();
      String condition =
          before == null
              ? "the export's time was over before the request began"
              : before.getMessage()
                  + "; the next try would begin in "
                  + millis(wait)
                  + " ms, the export's time ends in "
                  + millis(left)
                  + " ms";
      throw new OutOfTimeException(
          condition + "; see otel.metric.export.timeout", attempt.fateUnknown(), before);
    }
    if (wait > 0) {
      try {
        time.await(attempt.hurried(), Duration.ofNanos(wait));
      } catch (InterruptedException e) {
        throw interrupted();
      }
    }
    RetryableExportException before = attempt.lastFailure();
    if (before != null && attempt.hurried().isDone()) {
      throw new OutOfTimeException(
          before.getMessage() + "; not tried again, because the application stops",
          attempt.fateUnknown(),
          before);
    }
  }

  private void count(ExportAttempt attempt) {
    tries.increment();
    if (attempt.tries() > 0) {
      retries.increment();
    }
    attempt.startTry();
    bytes.add(attempt.bodyLength());
  }

  private long waitAfter(RetryableExportException failure, int tries) {
    return failure
        .retryAfter()
        .filter(asked -> !asked.isZero())
        .map(Duration::toNanos)
        .orElseGet(() -> backoff.afterTries(tries));
  }

  private Accepted send(ExportAttempt attempt) {
    TransportConfig config = attempt.config();
    String where = config.printableEndpoint();
    RequestHeaders requestHeaders =
        RequestHeaders.of(attempt, userAgent, suppliedHeaders(), health);
    RestClients.Lease lease = borrow(config, attempt.deadline() - time.nanoTime());
    long start = time.nanoTime();
    long allowed = Math.min(config.timeout().toNanos(), attempt.deadline() - start);
    int allowedMillis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, millis(allowed)));
    HttpExchange exchange =
        new HttpExchange(
            lease.client(),
            attempt,
            requestHeaders,
            allowedMillis,
            config.maxResponseBytes(),
            () -> time.nanoTime() - start >= allowed);
    HttpAnswer answer;
    attempt.begins(
        start + allowed + GRACE_NANOS,
        () -> {
          clients.replace(lease);
          HttpAnswer head = exchange.head();
          if (head == null) {
            throw FailureClassifier.inTime(where, allowed);
          }
          return ResponseClassifier.on(
              head, config.endpoint(), where, requestHeaders.redaction(), time.now());
        });
    try (lease) {
      answer = UntracedCall.call(exchange::run);
    } catch (Exception | LinkageError e) {
      throw FailureClassifier.because(e, where);
    } finally {
      attempt.over();
    }
    return ResponseClassifier.on(
        answer, config.endpoint(), where, requestHeaders.redaction(), time.now());
  }

  /**
   * @param patienceNanos how long to wait for a client that another thread builds
   */
  private RestClients.Lease borrow(TransportConfig config, long patienceNanos) {
    Optional<SSLContext> context = tls(config);
    try {
      return clients.borrow(config, context, patienceNanos);
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (TimeoutException e) {
      throw notSent("the Jakarta REST client was not built in time", e);
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      throw notSent("the server gives no Jakarta REST client (" + e.getClass().getName() + ")", e);
    }
  }

  private static RetryableExportException notSent(String condition, Throwable cause) {
    return new RetryableExportException(
        condition, Failure.notSent(cause.getClass().getName()), null, cause);
  }

  private Map<String, String> suppliedHeaders() {
    try {
      return Map.copyOf(headers.get());
    } catch (RuntimeException e) {
      throw new RetryableExportException(
          "a bean of type ExportHeaders threw "
              + e.getClass().getName()
              + ": the request is not sent without its headers; see to the bean",
          Failure.notSent(e.getClass().getName()),
          null,
          null);
    }
  }

  private Optional<SSLContext> tls(TransportConfig config) {
    if (!config.endpoint().getScheme().equals("https")) {
      return Optional.empty();
    }
    try {
      return tls.current(config.tls());
    } catch (TlsFilesException e) {
      throw new RejectedExportException(
          String.valueOf(e.getMessage()), Failure.notSent(e.getClass().getName()), e);
    }
  }

  private static RejectedExportException interrupted() {
    Thread.currentThread().interrupt();
    return new RejectedExportException(
        "the thread of the export was interrupted",
        Failure.notSent(InterruptedException.class.getName()),
        null);
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  /**
   * What was sent so far.
   *
   * @param tries requests that were begun
   * @param retries those among them that repeated an earlier one
   * @param bytes the sum of their bodies as they went over the network
   * @param unanswered those that were sent, at least in part, and got no answer
   */
  public record PostCounts(long tries, long retries, long bytes, long unanswered) {}
}
