package ee.otel.metrics.api;

import ee.otel.metrics.internal.http.KnownMethods;
import ee.otel.metrics.internal.http.client.ClientCalls;
import io.opentelemetry.api.metrics.Meter;
import jakarta.annotation.Priority;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.client.WebTarget;
import java.util.Collection;

/**
 * Measures the requests of a Jakarta REST client: {@code http.client.request.duration}, in seconds
 * (semantic conventions: <em>HTTP metrics, HTTP client</em>).
 *
 * <p>On Payara every client is measured without it, and on every server each MicroProfile REST
 * client. Elsewhere a client is measured that has it:
 *
 * <pre>{@code
 * @Inject HttpClientMetrics metrics;
 *
 * Client client = ClientBuilder.newBuilder().register(metrics).build();
 * }</pre>
 *
 * <p>A request that has no response, since the connection failed, is measured by Jersey only: no
 * other client tells a filter of it. A request is measured once, however often a client was given
 * this. Safe from any thread; nothing here throws.
 */
@Priority(Integer.MIN_VALUE)
public final class HttpClientMetrics implements ClientRequestFilter, ClientResponseFilter {
  /** A property of a client, target or request; {@code true} keeps it from being measured. */
  public static final String UNMEASURED = ClientCalls.UNMEASURED;

  /**
   * A property of a target or request: its {@code url.template}, such as {@code /orders/{id}}. It
   * may not hold what differs from request to request.
   */
  public static final String TEMPLATE = ClientCalls.TEMPLATE;

  private final ClientCalls calls;

  private HttpClientMetrics(ClientCalls calls) {
    this.calls = calls;
  }

  /** Measures by a meter, of this library or of another implementation. */
  public static HttpClientMetrics of(Meter meter) {
    return of(meter, KnownMethods.DEFAULT);
  }

  /**
   * Measures by a meter.
   *
   * @param knownMethods the methods to name; any other is {@code _OTHER}
   */
  public static HttpClientMetrics of(Meter meter, Collection<String> knownMethods) {
    return new HttpClientMetrics(
        new ClientCalls(meter, new KnownMethods(knownMethods), System::nanoTime));
  }

  /**
   * The same target, whose requests carry its path as {@code url.template}; to be called before its
   * templates are resolved.
   *
   * <pre>{@code
   * HttpClientMetrics.templated(client.target(shop).path("orders/{id}")).resolveTemplate("id", 7)
   * }</pre>
   */
  public static WebTarget templated(WebTarget target) {
    String template = target.getUriBuilder().toTemplate().replaceFirst("[?#].*$", "");
    int authority = template.indexOf("://");
    int path = authority < 0 ? 0 : template.indexOf('/', authority + 3);
    return target.property(TEMPLATE, path < 0 ? "/" : template.substring(path));
  }

  @Override
  public void filter(ClientRequestContext request) {
    calls.begin(request);
  }

  @Override
  public void filter(ClientRequestContext request, ClientResponseContext response) {
    calls.answered(request, response.getStatus());
  }
}
