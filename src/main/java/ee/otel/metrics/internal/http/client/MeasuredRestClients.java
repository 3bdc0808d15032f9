package ee.otel.metrics.internal.http.client;

import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientBuilderListener;

/**
 * Measures every MicroProfile REST client.
 *
 * <p>Not a {@code RestClientListener}: RESTEasy keeps those of a web application after its end.
 */
public final class MeasuredRestClients implements RestClientBuilderListener {

  @Override
  public void onNewBuilder(RestClientBuilder builder) {
    ClientCalls calls = ClientSwitch.ofApplication();
    if (calls != null) {
      builder.register(new ClientFilter(calls));
    }
  }
}
