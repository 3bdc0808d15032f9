package ee.otel.metrics.internal.http.server;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Sees the requests that the container answers before any filter is asked, such as those without
 * the credentials that a security constraint wants.
 */
final class UnseenRequests implements ServletRequestListener {
  private final WebApplication application;

  UnseenRequests(WebApplication application) {
    this.application = application;
  }

  @Override
  public void requestInitialized(ServletRequestEvent event) {
    try {
      ServerMetrics metrics = application.metrics();
      if (metrics != null && event.getServletRequest() instanceof HttpServletRequest request) {
        request.setAttribute(
            MeasuredRequest.ATTRIBUTE, new MeasuredRequest(application, metrics, request));
      }
    } catch (RuntimeException | LinkageError broken) {
      // Not measured; the application is not to notice.
    }
  }

  @Override
  public void requestDestroyed(ServletRequestEvent event) {
    if (event.getServletRequest().getAttribute(MeasuredRequest.ATTRIBUTE)
        instanceof MeasuredRequest request) {
      request.endedUnseen();
    }
  }
}
