package ee.otel.metrics.transport;

import jakarta.annotation.Priority;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

/**
 * Says that the body is compressed, last of all interceptors: one that compresses what is marked
 * (RESTEasy's, where a server switches it on) has then had its turn and found no mark.
 */
@Priority(Integer.MAX_VALUE)
final class EncodingMark implements WriterInterceptor {
  /** The property of a request whose body is in gzip format. */
  static final String GZIP = "ee.otel.metrics.gzip";

  @Override
  public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
    if (context.getProperty(GZIP) != null) {
      context.getHeaders().putSingle(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    context.proceed();
  }
}
