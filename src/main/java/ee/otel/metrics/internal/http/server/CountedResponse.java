package ee.otel.metrics.internal.http.server;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** A response that counts the bytes of its body. As a response, it is for one thread at a time. */
final class CountedResponse extends HttpServletResponseWrapper {
  private final HttpServletResponse response;
  private @Nullable CountedResponseBody body;
  private @Nullable CountedWriter writer;
  private boolean writtenByContainer;

  CountedResponse(HttpServletResponse response) {
    super(response);
    this.response = response;
  }

  /** -1 where the container writes the body, as it does for errors. */
  long bodySize() {
    if (writtenByContainer) {
      return -1;
    }
    return (body == null ? 0 : body.count) + (writer == null ? 0 : writer.count());
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (body == null) {
      body = new CountedResponseBody(response.getOutputStream());
    }
    return body;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (writer == null) {
      PrintWriter container = response.getWriter();
      writer = new CountedWriter(container, Charset.forName(response.getCharacterEncoding()));
    }
    return writer;
  }

  @Override
  public void reset() {
    super.reset();
    body = null;
    writer = null;
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    if (body != null) {
      body.count = 0;
    }
    if (writer != null) {
      writer.reset();
    }
  }

  @Override
  public void sendError(int status) throws IOException {
    writtenByContainer = true;
    super.sendError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    writtenByContainer = true;
    super.sendError(status, message);
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    writtenByContainer = true;
    super.sendRedirect(location);
  }
}
