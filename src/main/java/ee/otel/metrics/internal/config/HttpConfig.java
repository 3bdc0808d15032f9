package ee.otel.metrics.internal.config;

import java.util.List;

/**
 * What is measured of HTTP requests without code; read once, when the application starts.
 *
 * @param server whether the requests that the application answers are measured: {@code
 *     otel.metrics.ee.http.server} (true)
 * @param activeRequests whether those under way are counted: {@code
 *     otel.metrics.ee.http.server.active.requests} (false)
 * @param bodySizes whether the sizes of bodies are measured: {@code
 *     otel.metrics.ee.http.server.body.size} (false)
 * @param serverAddress whether address and port are attributes: {@code
 *     otel.metrics.ee.http.server.address} (false)
 * @param forwarded whether what proxies say is believed: {@code
 *     otel.metrics.ee.http.server.forwarded} (false)
 * @param eventStreams whether server-sent events are measured: {@code
 *     otel.metrics.ee.http.server.event.streams} (true)
 * @param excludedRoutes what is not measured: {@code otel.metrics.ee.http.server.excluded.routes}
 * @param knownMethods the methods that are named: {@code otel.instrumentation.http.known-methods}
 * @param client whether the requests of its REST clients are measured: {@code
 *     otel.metrics.ee.http.client} (true)
 */
public record HttpConfig(
    boolean server,
    boolean activeRequests,
    boolean bodySizes,
    boolean serverAddress,
    boolean forwarded,
    boolean eventStreams,
    List<String> excludedRoutes,
    List<String> knownMethods,
    boolean client) {

  private static final Key<Boolean> SERVER = Key.flag("otel.metrics.ee.http.server", true);
  private static final Key<Boolean> ACTIVE_REQUESTS =
      Key.flag("otel.metrics.ee.http.server.active.requests", false);
  private static final Key<Boolean> BODY_SIZES =
      Key.flag("otel.metrics.ee.http.server.body.size", false);
  private static final Key<Boolean> SERVER_ADDRESS =
      Key.flag("otel.metrics.ee.http.server.address", false);
  private static final Key<Boolean> FORWARDED =
      Key.flag("otel.metrics.ee.http.server.forwarded", false);
  private static final Key<Boolean> EVENT_STREAMS =
      Key.flag("otel.metrics.ee.http.server.event.streams", true);
  private static final Key<List<String>> EXCLUDED_ROUTES =
      Key.of(
          "otel.metrics.ee.http.server.excluded.routes",
          "",
          "a list of routes, such as /health,/metrics/*",
          ValueParser::list);
  private static final Key<List<String>> KNOWN_METHODS =
      Key.of(
          "otel.instrumentation.http.known-methods",
          "CONNECT,DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT,QUERY,TRACE",
          "a list of request methods",
          ValueParser::list);
  private static final Key<Boolean> CLIENT = Key.flag("otel.metrics.ee.http.client", true);

  static final List<Key<?>> KEYS =
      List.of(
          SERVER,
          ACTIVE_REQUESTS,
          BODY_SIZES,
          SERVER_ADDRESS,
          FORWARDED,
          EVENT_STREAMS,
          EXCLUDED_ROUTES,
          KNOWN_METHODS,
          CLIENT);

  static HttpConfig read(Lookup lookup) {
    return new HttpConfig(
        lookup.get(SERVER),
        lookup.get(ACTIVE_REQUESTS),
        lookup.get(BODY_SIZES),
        lookup.get(SERVER_ADDRESS),
        lookup.get(FORWARDED),
        lookup.get(EVENT_STREAMS),
        lookup.get(EXCLUDED_ROUTES),
        lookup.get(KNOWN_METHODS),
        lookup.get(CLIENT));
  }
}
