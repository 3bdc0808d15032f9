package ee.otel.metrics.internal.http.client;

import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/** Measures every client of a Jakarta REST that applies features it finds: Jersey's, on Payara. */
public final class ClientFeature implements Feature {

  @Override
  public boolean configure(FeatureContext context) {
    Configuration configuration = context.getConfiguration();
    if (configuration.getRuntimeType() != RuntimeType.CLIENT
        || ClientCalls.isTrue(configuration.getProperty(ClientCalls.UNMEASURED))) {
      return false;
    }
    ClientCalls calls = ClientSwitch.ofApplication();
    if (calls == null) {
      return false;
    }
    if (!configuration.isRegistered(ClientFilter.class)) {
      context.register(new ClientFilter(calls));
    }
    JerseyFailures.register(context);
    return true;
  }
}
