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
  /** How a request leads to its response in Open Liberty, Undertow and Payara. */
  private static final List<String> WAYS =
      List.of("getResponse", "getExchange", "getUnwrappedCoyoteRequest");

  private static final String LIBERTY = "com.ibm.";

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
        // It may be another container.
      }
    }
    return 0;
  }

  /**
   * The status of a request that ended with an exception, where the container does not tell of its
   * end: Open Liberty's own error reports, which it makes of an IOException or a JSP that is not
   * there. 0 where it does.
   */
  static int ofFailure(Throwable thrown) {
    if (!thrown.getClass().getName().startsWith(LIBERTY)) {
      return 0;
    }
    try {
      int code = (int) call(thrown, "getErrorCode");
      return code >= 400 ? code : 500;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError notTold) {
      return 500;
    }
  }

  private static Object call(Object target, String method)
      throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
    return target.getClass().getMethod(method).invoke(target);
  }
}
