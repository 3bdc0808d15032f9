package ee.otel.metrics.internal.http.server;

import ee.otel.metrics.internal.http.KnownMethods;
import java.util.List;

/**
 * What is measured of the requests that an application answers.
 *
 * @param activeRequests whether {@code http.server.active_requests} is measured
 * @param bodySizes whether {@code http.server.request.body.size} and {@code
 *     http.server.response.body.size} are measured
 * @param serverAddress whether {@code server.address} and {@code server.port} are shown; whoever
 *     sends requests can make series by them
 * @param forwarded whether {@code Forwarded} and {@code X-Forwarded-*} headers are believed
 * @param eventStreams whether {@code text/event-stream} responses are measured
 * @param excludedRoutes patterns of what is not measured; {@code *} stands for any characters
 * @param knownMethods the methods that are named
 */
public record ServerOptions(
    boolean activeRequests,
    boolean bodySizes,
    boolean serverAddress,
    boolean forwarded,
    boolean eventStreams,
    List<String> excludedRoutes,
    List<String> knownMethods) {

  /** What is on by default. */
  public static final ServerOptions DEFAULT =
      new ServerOptions(false, false, false, false, true, List.of(), KnownMethods.DEFAULT);
}
