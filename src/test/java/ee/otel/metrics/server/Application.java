package ee.otel.metrics.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A deployed application, to be asked over HTTP.
 *
 * @param root the application's root, with a slash at its end
 */
public record Application(URI root) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /**
   * The application that Arquillian deployed. Payara names the machine's own address there, but
   * listens on loopback.
   */
  public static Application of(URL root) {
    return new Application(URI.create("http://127.0.0.1:" + root.getPort() + root.getPath()));
  }

  /** GET of a path below the root. */
  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(root.resolve(path)));
  }

  /** GET of a path below the root, as a part of that sampled trace. */
  public HttpResponse<String> get(String path, String traceId) {
    return send(
        HttpRequest.newBuilder(root.resolve(path))
            .header("traceparent", "00-" + traceId + "-b7ad6b7169203331-01"));
  }

  /** How often each status is the answer to GET of a path, asked over a few open connections. */
  Map<Integer, Long> statuses(Stream<String> paths) {
    return paths
        .parallel()
        .map(path -> get(path).statusCode())
        .collect(Collectors.groupingByConcurrent(status -> status, Collectors.counting()));
  }

  /** A request for a path below the root, with headers in pairs of name and value. */
  public HttpResponse<String> ask(String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(root.resolve(path)).method(method, BodyPublishers.noBody());
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** POST of a text to a path below the root. */
  public HttpResponse<String> post(String path, String text) {
    return send(HttpRequest.newBuilder(root.resolve(path)).POST(BodyPublishers.ofString(text)));
  }

  /** POST without a body to a path below the root. */
  public HttpResponse<String> post(String path) {
    return send(HttpRequest.newBuilder(root.resolve(path)).POST(BodyPublishers.noBody()));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking", e);
    }
  }
}
