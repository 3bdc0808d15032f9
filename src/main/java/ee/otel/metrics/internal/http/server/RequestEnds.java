package ee.otel.metrics.internal.http.server;

import ee.otel.metrics.internal.http.RestRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Sees the begin and end of each request: those that the container answers before any filter is
 * asked, such as the ones without the credentials that a security constraint wants, and the end of
 * those that failed, when the container has made a status of what was thrown.
 */
final class RequestEnds implements ServletRequestListener {
  private final WebApplication application;

  RequestEnds(WebApplication application) {
    this.application = application;
  }

  @Override
  public void requestInitialized(ServletRequestEvent event) {
    try {
      ServerMetrics metrics = application.metrics();
      // WildFly and Open Liberty begin anew with each asynchronous dispatch, some without
      // attributes.
      if (metrics != null
          && event.getServletRequest() instanceof HttpServletRequest request
          && !(request instanceof ServletRequestWrapper)
          && request.getAttribute(RestRequest.PROPERTY) == null) {
        request.setAttribute(
            RestRequest.PROPERTY, new MeasuredRequest(application, metrics, request).heard());
      }
    } catch (RuntimeException | LinkageError broken) {
      // Not measured; the application is not to notice.
    }
  }

  @Override
  public void requestDestroyed(ServletRequestEvent event) {
    if (event.getServletRequest().getAttribute(RestRequest.PROPERTY)
        instanceof MeasuredRequest request) {
      request.destroyed();
    }
  }
}
