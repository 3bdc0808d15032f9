package ee.otel.metrics;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;

/**
 * OpenTelemetry whose metrics are ours, and whose traces, logs and propagation are another's.
 *
 * @param server where everything but metrics comes from
 */
record MetricsOpenTelemetry(OpenTelemetry server, MeterProvider meters) implements OpenTelemetry {

  @Override
  public MeterProvider getMeterProvider() {
    return meters;
  }

  @Override
  public TracerProvider getTracerProvider() {
    return server.getTracerProvider();
  }

  @Override
  public LoggerProvider getLogsBridge() {
    return server.getLogsBridge();
  }

  @Override
  public ContextPropagators getPropagators() {
    return server.getPropagators();
  }
}
