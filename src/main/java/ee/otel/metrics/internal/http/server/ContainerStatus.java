package ee.otel.metrics.internal.http.server;

import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

/**
 * The status of a response that only the container has seen. The servlet API has no way from a
 * request to its response; the containers' own classes have one, each by another name. Where there
 * is none, the status is not known.
 */
final class ContainerStatus {
  /** Of Open Liberty, of Undertow, of Payara. */
  private static final List<String> WAYS =
      List.of("getResponse", "getExchange", "getUnwrappedCoyoteRequest");

  private ContainerStatus() {}

  /** 0 where it is not known. */
  static int of(Object request) {
    for (String way : WAYS) {
      try {
        Object next = call(request, way);
        if (next instanceof HttpServletResponse response) {
          return response.getStatus();
        }
        if (next != null) {
          return way.equals("getExchange") ? (int) call(next, "getStatusCode") : of(next);
        }
      } catch (ReflectiveOperationException | RuntimeException | LinkageError otherContainer) {
        // The next way may be the one.
      }
    }
    return 0;
  }

  private static Object call(Object target, String method)
      throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
    return target.getClass().getMethod(method).invoke(target);
  }
}
