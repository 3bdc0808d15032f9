package ee.otel.metrics.internal.http.client;

import jakarta.annotation.Priority;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;

/** Measures from before all other request filters until after all other response filters. */
@Priority(Integer.MIN_VALUE)
final class ClientFilter implements ClientRequestFilter, ClientResponseFilter {
  private final ClientCalls calls;

  ClientFilter(ClientCalls calls) {
    this.calls = calls;
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
