package ee.otel.metrics.internal.http.client;

import ee.otel.metrics.internal.http.RestPaths;
import jakarta.ws.rs.client.ClientRequestContext;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The path templates of a client's requests, where the client tells them. */
final class UrlTemplates {
  /** Where MicroProfile REST clients say which method of the interface was called. */
  private static final String INVOKED_METHOD = "org.eclipse.microprofile.rest.client.invokedMethod";

  private UrlTemplates() {}

  static @Nullable String of(ClientRequestContext request) {
    Object told = request.getProperty(ClientCalls.TEMPLATE);
    if (told == null) {
      told = request.getConfiguration().getProperty(ClientCalls.TEMPLATE);
    }
    if (told != null) {
      return told.toString();
    }
    return request.getProperty(INVOKED_METHOD) instanceof Method method ? ofMethod(method) : null;
  }

  /** The template of the interface and its method, without the address where it is reached. */
  private static String ofMethod(Method method) {
    Class<?> type = method.getDeclaringClass();
    return joined(RestPaths.of(type)) + joined(RestPaths.of(type, method));
  }

  private static String joined(@Nullable String path) {
    String trimmed = path == null ? "" : path.replaceAll("^/+|/+$", "");
    return trimmed.isEmpty() ? "" : "/" + trimmed;
  }
}
