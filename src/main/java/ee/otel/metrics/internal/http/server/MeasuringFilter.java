package ee.otel.metrics.internal.http.server;

import ee.otel.metrics.internal.http.RestRequest;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The outermost filter of an application: measures all that is answered inside of it. */
final class MeasuringFilter implements Filter {
  private final WebApplication application;

  MeasuringFilter(WebApplication application) {
    this.application = application;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ServerMetrics metrics = application.metrics();
    MeasuredRequest measured =
        metrics != null
                && request instanceof HttpServletRequest http
                && response instanceof HttpServletResponse
            ? measured(metrics, http)
            : null;
    if (metrics == null || measured == null) {
      chain.doFilter(request, response);
      return;
    }
    HttpServletResponse answer = (HttpServletResponse) response;
    if (metrics.options().bodySizes()) {
      answer = new CountedResponse(answer);
    }
    measured.entered((HttpServletRequest) request, answer);
    Throwable thrown = null;
    try {
      chain.doFilter(measured, answer);
    } catch (IOException | ServletException | RuntimeException | Error e) {
      thrown = e;
      throw e;
    } finally {
      measured.returned(thrown);
    }
  }

  /** Null for a request that is measured already, or cannot be. */
  private @Nullable MeasuredRequest measured(ServerMetrics metrics, HttpServletRequest request) {
    try {
      if (request.getAttribute(RestRequest.PROPERTY) instanceof MeasuredRequest begun) {
        return begun.isEntered() ? null : begun;
      }
      MeasuredRequest begun = new MeasuredRequest(application, metrics, request);
      request.setAttribute(RestRequest.PROPERTY, begun);
      return begun;
    } catch (RuntimeException | LinkageError broken) {
      return null;
    }
  }
}
