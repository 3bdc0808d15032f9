package ee.otel.metrics.internal.http.client;

import ee.otel.metrics.internal.advice.BucketBoundaries;
import ee.otel.metrics.internal.http.HttpAttributes;
import ee.otel.metrics.internal.http.KnownMethods;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.ClientRequestContext;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures the requests of REST clients (semantic conventions: <em>HTTP metrics, HTTP client</em>).
 * Each is recorded once, at the first report of its end. Safe from any thread.
 */
public final class ClientCalls {
  /** The property of a client, target or request that keeps it from being measured. */
  public static final String UNMEASURED = "ee.otel.metrics.unmeasured";

  /** The property of a target or request that is its {@code url.template}. */
  public static final String TEMPLATE = "ee.otel.metrics.url.template";

  private static final String CALL = "ee.otel.metrics.http.client.call";
  private static final int KEPT = 1000;

  private final KnownMethods methods;
  private final LongSupplier nanoTime;
  private final DoubleHistogram duration;
  private final Map<CallKey, Attributes> attributes = new ConcurrentHashMap<>();

  /**
   * @param nanoTime a clock that never goes back, such as {@code System::nanoTime}
   */
  public ClientCalls(Meter meter, KnownMethods methods, LongSupplier nanoTime) {
    this.methods = methods;
    this.nanoTime = nanoTime;
    this.duration =
        BucketBoundaries.advise(
                meter
                    .histogramBuilder("http.client.request.duration")
                    .setUnit("s")
                    .setDescription("Duration of HTTP client requests."),
                BucketBoundaries.SECONDS)
            .build();
  }

  /** A request under way. */
  private record Call(ClientCalls owner, long start, Context context) {}

  /** A request is about to be sent. */
  public void begin(ClientRequestContext request) {
    if (request.getProperty(CALL) == null && !isUnmeasured(request)) {
      request.setProperty(CALL, new Call(this, nanoTime.getAsLong(), Context.current()));
    }
  }

  private static boolean isUnmeasured(ClientRequestContext request) {
    return isTrue(request.getProperty(UNMEASURED))
        || isTrue(request.getConfiguration().getProperty(UNMEASURED));
  }

  static boolean isTrue(@Nullable Object property) {
    return property != null && Boolean.parseBoolean(property.toString());
  }

  /** Its response has come. */
  public void answered(ClientRequestContext request, int status) {
    end(request, status, status >= 400 ? Integer.toString(status) : null);
  }

  /**
   * It has failed without a response. The listener may not be of the feature that began to measure:
   * Jersey keeps only one of several listeners.
   */
  static void failed(ClientRequestContext request, @Nullable Throwable cause) {
    Throwable told = cause;
    while (told instanceof ProcessingException && told.getCause() != null) {
      told = told.getCause();
    }
    if (request.getProperty(CALL) instanceof Call call) {
      call.owner.end(request, 0, told == null ? HttpAttributes.OTHER : told.getClass().getName());
    }
  }

  private void end(ClientRequestContext request, int status, @Nullable String error) {
    if (request.getProperty(CALL) instanceof Call call && call.owner == this) {
      request.removeProperty(CALL);
      URI uri = request.getUri();
      CallKey key =
          new CallKey(
              methods.name(request.getMethod()),
              uri.getHost(),
              port(uri),
              status,
              error,
              UrlTemplates.of(request));
      duration.record((nanoTime.getAsLong() - call.start) / 1e9, attributes(key), call.context);
    }
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  private Attributes attributes(CallKey key) {
    Attributes known = attributes.get(key);
    if (known != null) {
      return known;
    }
    Attributes made = key.attributes();
    if (attributes.size() < KEPT) {
      attributes.put(key, made);
    }
    return made;
  }
}
