package ee.otel.metrics.internal.transport;

import ee.otel.metrics.api.ExportHeaders;
import ee.otel.metrics.internal.config.Product;
import ee.otel.metrics.internal.health.Health;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.faulttolerance.Retry;

/**
 * The OTLP client as a CDI bean: one try per call, and MicroProfile's {@code @Retry} calls again.
 *
 * <p>{@code @Retry} says how often and after which failures to try again. The attempt itself waits
 * before each try but the first, so delay and jitter are 0 here. Change the number of retries by
 * the configuration key {@code
 * ee.otel.metrics.internal.transport.OtlpClient/post/Retry/maxRetries}.
 */
@ApplicationScoped
public class OtlpClient {
  private final OtlpPost post;

  /** For the proxy that CDI makes; it passes every call on. */
  @SuppressWarnings("NullAway")
  protected OtlpClient() {
    post = null;
  }

  /**
   * @param suppliers the application's beans that supply headers
   * @param health logs what a user should correct
   */
  @Inject
  public OtlpClient(@Any Instance<ExportHeaders> suppliers, Health health) {
    post =
        new OtlpPost(
            ClientBuilder::newBuilder,
            () -> merged(suppliers),
            userAgent(),
            health,
            TransportClock.SYSTEM,
            () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * Tries the request, as often as {@code @Retry} is configured.
   *
   * @throws RetryableExportException when the retries are used up
   * @throws RejectedExportException when no further try would succeed, or none may be made
   */
  // maxDuration: the attempt's own deadline is the bound. Both times in ms, because Payara compares
  // the bare numbers.
  @Retry(
      maxRetries = 3,
      delay = 0,
      jitter = 0,
      maxDuration = 3_600_000,
      retryOn = RetryableExportException.class,
      abortOn = RejectedExportException.class)
  public Accepted post(ExportAttempt attempt) {
    return post.post(attempt);
  }

  /**
   * The same without interceptors, for a server that stops: there they may fail. Fetch it while the
   * application runs.
   */
  public OtlpPost direct() {
    return post;
  }

  @PreDestroy
  void close() {
    post.close();
  }

  private static Map<String, String> merged(Instance<ExportHeaders> suppliers) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (ExportHeaders supplier : suppliers) {
      headers.putAll(supplier.headers());
    }
    return headers;
  }

  private static String userAgent() {
    return Product.NAME + "-java/" + Product.VERSION;
  }
}
