package ee.otel.metrics.internal.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.internal.http.server.ServerMetrics.ServerOptions;
import io.opentelemetry.context.Context;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** An application whose requests are measured, and what was measured of them. */
final class Measured {
  static final String DURATION = "http.server.request.duration";

  final OtelMetrics metrics = OtelMetrics.builder().build();
  final List<String> warnings = new ArrayList<>();
  final AtomicLong nanos = new AtomicLong();
  final WebApplication application;
  private final MeasuringFilter filter;

  Measured() {
    this(ServerOptions.DEFAULT);
  }

  Measured(ServerOptions options) {
    ServerMetrics server =
        new ServerMetrics(
            metrics.meterProvider().get("http"), options, Context::current, nanos::get);
    application = new WebApplication(Exchange.CONTEXT_PATH, () -> server, warnings::add);
    filter = new MeasuringFilter(application);
  }

  /** Sends the exchange through the filter to what lies behind it. */
  void answer(Exchange exchange, FilterChain behind) throws IOException, ServletException {
    filter.doFilter(exchange.request(), exchange.response(), behind);
  }

  /** The points of all durations. */
  List<HistogramPoint> durations() {
    return Collected.peek(metrics).points(DURATION).stream()
        .map(HistogramPoint.class::cast)
        .toList();
  }

  /** The only point of durations there is, of one request. */
  HistogramPoint duration() {
    List<HistogramPoint> points = durations();
    assertEquals(1, points.size(), points.toString());
    assertEquals(1, points.get(0).count());
    return points.get(0);
  }

  /** The attributes of that point. */
  String attributes() {
    return duration().attributes().attributes().toString();
  }
}
