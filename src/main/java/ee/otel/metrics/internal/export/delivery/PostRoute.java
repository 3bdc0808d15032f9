package ee.otel.metrics.internal.export.delivery;

import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.transport.Accepted;
import ee.otel.metrics.internal.transport.ExportAttempt;
import ee.otel.metrics.internal.transport.ExportException;
import ee.otel.metrics.internal.transport.OtlpClient;
import ee.otel.metrics.internal.transport.OtlpPost;
import java.util.function.Function;

/**
 * Posts through the bean that carries {@code @Retry} while the application runs, and around it when
 * the application stops or the server's interceptors fail.
 */
final class PostRoute implements OtlpExport.Route {
  /** How often a request is retried without {@code @Retry}, within the export's deadline. */
  private static final int OWN_RETRIES = 3;

  private final OtlpClient client;
  private final OtlpPost direct;
  private final Health health;

  /** Created while the application runs, since look-ups fail when it stops. */
  PostRoute(OtlpClient client, Health health) {
    this.client = client;
    this.direct = client.direct();
    this.health = health;
  }

  @Override
  public Function<ExportAttempt, Accepted> on(Export.Occasion occasion) {
    return switch (occasion) {
      case RUNNING -> this::throughInterceptors;
      case STOPPING -> attempt -> direct.postWithRetries(attempt, OWN_RETRIES);
    };
  }

  private Accepted throughInterceptors(ExportAttempt attempt) {
    try {
      return client.post(attempt);
    } catch (ExportException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      health.warnOnce(
          PostRoute.class,
          () ->
              "Server's fault tolerance failed: "
                  + e
                  + ". Exports go around it, with "
                  + OWN_RETRIES
                  + " retries; see that MicroProfile Fault Tolerance is enabled.");
      return direct.postWithRetries(attempt, OWN_RETRIES);
    }
  }
}
