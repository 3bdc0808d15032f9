package ee.otel.metrics.internal.transport;

import ee.otel.metrics.internal.transport.HttpAnswer.Cut;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One request and its answer. */
final class HttpExchange {
  private final Client client;
  private final ExportAttempt attempt;
  private final RequestHeaders headers;
  private final int timeoutMillis;
  private final int maxBody;
  private final BooleanSupplier late;

  /** Set as soon as the answer's head has come, for a thread that gives up waiting for its body. */
  private volatile @Nullable HttpAnswer head;

  /**
   * @param timeoutMillis the time to connect, and to wait for each piece of the answer; positive
   * @param maxBody bytes of an answer that are read
   * @param late whether the time of this try is up
   */
  HttpExchange(
      Client client,
      ExportAttempt attempt,
      RequestHeaders headers,
      int timeoutMillis,
      int maxBody,
      BooleanSupplier late) {
    this.client = client;
    this.attempt = attempt;
    this.headers = headers;
    this.timeoutMillis = timeoutMillis;
    this.maxBody = maxBody;
    this.late = late;
  }

  /** The answer without its body, or null before it has begun. */
  @Nullable HttpAnswer head() {
    return head;
  }

  HttpAnswer run() {
    Invocation.Builder request = client.target(attempt.config().endpoint()).request();
    headers.asMap().forEach(request::header);
    BodyHeaders.of(request, attempt);
    // Jersey takes its timeouts from the request too; RESTEasy knows the client's only.
    request.property("jersey.config.client.connectTimeout", timeoutMillis);
    request.property("jersey.config.client.readTimeout", timeoutMillis);
    MediaType type = MediaType.valueOf(attempt.contentType());
    Response response = request.post(Entity.entity(attempt.body(), type));
    try {
      HttpAnswer answer =
          new HttpAnswer(
              response.getStatus(),
              response.getHeaderString(HttpHeaders.CONTENT_TYPE),
              response.getHeaderString(HttpHeaders.RETRY_AFTER),
              response.getHeaderString(HttpHeaders.DATE),
              new byte[0],
              new Cut(false, "it was not read"));
      head = answer;
      return withBody(answer, response);
    } finally {
      close(response);
    }
  }

  private HttpAnswer withBody(HttpAnswer answer, Response response) {
    BodyReader reader = new BodyReader(maxBody, late);
    try {
      InputStream body = response.hasEntity() ? response.readEntity(InputStream.class) : null;
      return body == null
          ? answer.withBody(new byte[0], null)
          : answer.withBody(reader.read(body), reader.cut());
    } catch (RuntimeException e) {
      return answer.withBody(
          new byte[0], new Cut(false, "it cannot be read (" + e.getClass().getSimpleName() + ")"));
    }
  }

  private static void close(Response response) {
    try {
      response.close();
    } catch (RuntimeException e) {
      // The answer is known already.
    }
  }
}
