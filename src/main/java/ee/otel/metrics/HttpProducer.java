package ee.otel.metrics;

import ee.otel.metrics.api.HttpClientMetrics;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.config.HttpConfig;
import ee.otel.metrics.internal.exemplar.SpanSource;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.http.KnownMethods;
import ee.otel.metrics.internal.http.client.ClientCalls;
import ee.otel.metrics.internal.http.client.ClientSwitch;
import ee.otel.metrics.internal.http.server.ServerEdge;
import ee.otel.metrics.internal.http.server.ServerMetrics;
import ee.otel.metrics.internal.http.server.ServerMetrics.ServerOptions;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletContext;
import java.util.Optional;

/** The beans that measure HTTP requests without code. */
@ApplicationScoped
class HttpProducer {
  private static final String SCOPE = "ee.otel.metrics.http";

  /** Warns where the WAR's order of jars leaves this one out, so that nothing measures requests. */
  void check(
      @Observes @Initialized(ApplicationScoped.class) Object started,
      ConfigReader config,
      Health health) {
    if (started instanceof ServletContext context
        && !config.export().disabled()
        && config.http().server()
        && isLeftOut(context)) {
      health.warning(
          () ->
              "HTTP requests of the application at \""
                  + context.getContextPath()
                  + "\" are not measured: its web.xml has an <absolute-ordering> without"
                  + " otel-metrics-ee. Add <others/> to it, or <name>otel_metrics_ee</name>.");
    }
  }

  /** False on Open Liberty, which does not let a CDI listener ask. */
  private static boolean isLeftOut(ServletContext context) {
    try {
      return context.getFilterRegistration(ServerEdge.FILTER) == null;
    } catch (UnsupportedOperationException notAllowedHere) {
      return false;
    }
  }

  @Produces
  @Singleton
  ServerEdge.Switch server(ConfigReader config, OtelMetrics metrics, SpanSource spans) {
    HttpConfig http = config.http();
    if (config.export().disabled() || !http.server()) {
      return new ServerEdge.Switch(Optional.empty());
    }
    ServerOptions options =
        new ServerOptions(
            http.activeRequests(),
            http.bodySizes(),
            http.serverAddress(),
            http.forwarded(),
            http.eventStreams(),
            config.http().excludedRoutes(),
            http.knownMethods());
    return new ServerEdge.Switch(
        Optional.of(
            new ServerMetrics(
                metrics.meterProvider().get(SCOPE),
                options,
                () -> current(spans),
                System::nanoTime)));
  }

  @Produces
  @Singleton
  ClientSwitch clients(ConfigReader config, OtelMetrics metrics) {
    return new ClientSwitch(
        isOn(config)
            ? Optional.of(
                new ClientCalls(
                    metrics.meterProvider().get(SCOPE),
                    new KnownMethods(config.http().knownMethods()),
                    System::nanoTime))
            : Optional.empty());
  }

  /** For clients that are measured only when it is registered with them. */
  @Produces
  @Singleton
  HttpClientMetrics client(ConfigReader config, OtelMetrics metrics) {
    MeterProvider meters = isOn(config) ? metrics.meterProvider() : MeterProvider.noop();
    return HttpClientMetrics.of(meters.get(SCOPE), config.http().knownMethods());
  }

  private static boolean isOn(ConfigReader config) {
    return !config.export().disabled() && config.http().client();
  }

  /** The current context, with the server's span in it where the server has an API of its own. */
  private static Context current(SpanSource spans) {
    Context context = Context.current();
    if (spans == SpanSource.CONTEXT || spans.ifSampled(context) == null) {
      return context;
    }
    SpanContext span = spans.spanOf(context);
    return span.equals(Span.fromContext(context).getSpanContext())
        ? context
        : context.with(Span.wrap(span));
  }
}
