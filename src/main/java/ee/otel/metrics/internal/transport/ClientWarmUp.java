package ee.otel.metrics.internal.transport;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/**
 * A request that is answered before it is sent. Jakarta REST clients set themselves up at their
 * first request, and a stopping server may be unable to do that; so this one is made early.
 */
final class ClientWarmUp implements ClientRequestFilter {
  private static final String MARK = "ee.otel.metrics.warmup";
  private static final URI NOWHERE = URI.create("http://localhost/");

  /** Makes a client ready. */
  static void of(Client client) {
    client
        .target(NOWHERE)
        .request()
        .property(MARK, true)
        .post(Entity.entity(new byte[0], "application/octet-stream"))
        .close();
  }

  @Override
  public void filter(ClientRequestContext request) {
    if (request.getProperty(MARK) != null) {
      request.abortWith(Response.noContent().build());
    }
  }
}
