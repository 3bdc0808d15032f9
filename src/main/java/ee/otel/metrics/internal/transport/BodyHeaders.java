package ee.otel.metrics.internal.transport;

import jakarta.annotation.Priority;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

/**
 * Sets the headers that say how the body is framed, last of all interceptors.
 *
 * <p>The encoding header is set only here: an interceptor that compresses bodies with that header
 * (RESTEasy's, where a server switches it on) has run before and not seen it. The length header is
 * removed here: Jersey needs it earlier to stream the body, but warns at each request when it is
 * still there; RESTEasy counts by itself and refuses the header.
 */
@Priority(Integer.MAX_VALUE)
final class BodyHeaders implements WriterInterceptor {
  private static final String GZIP = "ee.otel.metrics.gzip";

  /** Prepares a request for the attempt's body. */
  static void of(Invocation.Builder request, ExportAttempt attempt) {
    request.header(HttpHeaders.CONTENT_LENGTH, attempt.bodyLength());
    switch (attempt.config().compression()) {
      case GZIP -> request.property(GZIP, true);
      case NONE -> {}
    }
  }

  @Override
  public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
    if (context.getProperty(GZIP) != null) {
      context.getHeaders().putSingle(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    context.getHeaders().remove(HttpHeaders.CONTENT_LENGTH);
    context.proceed();
  }
}
