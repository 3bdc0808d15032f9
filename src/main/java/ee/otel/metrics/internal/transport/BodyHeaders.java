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
 * <p>That the body is compressed is said only here: an interceptor that compresses what is marked
 * (RESTEasy's, where a server switches it on) has then had its turn and found no mark. The length
 * is taken away here: Jersey wants it beforehand to stream the body, but warns about it at each
 * request when it is still there; RESTEasy counts for itself and refuses to be told.
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
