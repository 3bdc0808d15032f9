package ee.otel.metrics.internal.http.server;

import ee.otel.metrics.internal.advice.BucketBoundaries;
import ee.otel.metrics.internal.http.HttpAttributes;
import ee.otel.metrics.internal.http.KnownMethods;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The instruments of an application's HTTP server metrics (semantic conventions: <em>HTTP metrics,
 * HTTP server</em>). Safe from any thread.
 */
public final class ServerMetrics {

  private final ServerOptions options;
  private final RoutePatterns excluded;
  private final KnownMethods methods;
  private final Supplier<Context> contexts;
  private final LongSupplier nanoTime;
  private final DoubleHistogram duration;
  private final @Nullable LongUpDownCounter active;
  private final @Nullable BodySizes bodySizes;
  private final AttributesByKey activeAttributes = new AttributesByKey();
  private final Route noRoute = new Route(null, false);
  private final Map<String, Route> routes = new ConcurrentHashMap<>();

  /**
   * @param contexts answers the current context, with the server's span in it if there is one
   * @param nanoTime a clock that never goes back, such as {@code System::nanoTime}
   */
  public ServerMetrics(
      Meter meter, ServerOptions options, Supplier<Context> contexts, LongSupplier nanoTime) {
    this.options = options;
    this.excluded = new RoutePatterns(options.excludedRoutes());
    this.methods = new KnownMethods(options.knownMethods());
    this.contexts = contexts;
    this.nanoTime = nanoTime;
    this.duration =
        BucketBoundaries.advise(
                meter
                    .histogramBuilder("http.server.request.duration")
                    .setUnit("s")
                    .setDescription("Duration of HTTP server requests."),
                BucketBoundaries.SECONDS)
            .build();
    this.active =
        options.activeRequests()
            ? meter
                .upDownCounterBuilder("http.server.active_requests")
                .setUnit("{request}")
                .setDescription("Number of active HTTP server requests.")
                .build()
            : null;
    this.bodySizes =
        options.bodySizes()
            ? new BodySizes(
                size(meter, "request", "Size of HTTP server request bodies."),
                size(meter, "response", "Size of HTTP server response bodies."))
            : null;
  }

  /** The instruments for the sizes of bodies. */
  private record BodySizes(LongHistogram request, LongHistogram response) {}

  private static LongHistogram size(Meter meter, String whose, String description) {
    return meter
        .histogramBuilder("http.server." + whose + ".body.size")
        .ofLongs()
        .setUnit("By")
        .setDescription(description)
        .build();
  }

  ServerOptions options() {
    return options;
  }

  KnownMethods methods() {
    return methods;
  }

  RoutePatterns excluded() {
    return excluded;
  }

  long now() {
    return nanoTime.getAsLong();
  }

  Context context() {
    return contexts.get();
  }

  /** The route with that template; the same one each time. */
  Route route(@Nullable String template, String contextPath) {
    if (template == null) {
      return noRoute;
    }
    Route known = routes.get(template);
    return known != null
        ? known
        : routes.computeIfAbsent(
            template, all -> new Route(all, excluded.matches(all, contextPath)));
  }

  /** Counts a request that begins by 1, and one that ends by -1. */
  void active(int key, int change) {
    if (active != null) {
      active.add(
          change,
          activeAttributes.get(RequestKey.active(key), all -> attributes(all, null).build()));
    }
  }

  /**
   * Records a request that was answered.
   *
   * @param error the error's type where no status tells it; null otherwise
   * @param server the address that the client asked; null where it is not shown
   */
  void record(
      int key,
      Route route,
      @Nullable String error,
      @Nullable Address server,
      Sizes sizes,
      long start,
      Context context) {
    Attributes attributes =
        error == null && server == null
            ? route.attributes().get(key, all -> attributes(all, route.template()).build())
            : rare(key, route, error, server);
    duration.record((now() - start) / 1e9, attributes, context);
    if (bodySizes != null) {
      record(bodySizes.request, sizes.request(), attributes, context);
      record(bodySizes.response, sizes.response(), attributes, context);
    }
  }

  private static void record(
      LongHistogram histogram, long size, Attributes attributes, Context context) {
    if (size >= 0) {
      histogram.record(size, attributes, context);
    }
  }

  private AttributesBuilder attributes(int key, @Nullable String route) {
    AttributesBuilder attributes = Attributes.builder();
    RequestKey.put(key, methods, attributes);
    if (route != null) {
      attributes.put(HttpAttributes.ROUTE, route);
    }
    return attributes;
  }

  /** Attributes that are not kept, since there may be any number of them. */
  private Attributes rare(int key, Route route, @Nullable String error, @Nullable Address server) {
    AttributesBuilder attributes = attributes(key, route.template());
    if (error != null) {
      attributes.put(HttpAttributes.ERROR_TYPE, error);
    }
    if (server != null) {
      attributes.put(HttpAttributes.SERVER_ADDRESS, server.host());
      attributes.put(HttpAttributes.SERVER_PORT, (long) server.port());
    }
    return attributes.build();
  }

  /** The host and port that a client asked. */
  record Address(String host, int port) {}

  /**
   * The bodies of a request and its response, in bytes.
   *
   * @param request -1 where it is not known
   * @param response -1 where it is not known
   */
  record Sizes(long request, long response) {
    static final Sizes UNKNOWN = new Sizes(-1, -1);
  }

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
}
