package ee.otel.metrics.server;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;

/** An application that measures by whatever a server and the product offer it. */
@ApplicationPath("/")
public class Till extends Application {

  /** Each path measures in its own way and answers what it saw. */
  @ApplicationScoped
  @Path("till")
  public static class Desk {
    @Inject Meter meter;
    @Inject MeterProvider meters;
    @Inject OpenTelemetry telemetry;
    @Inject @Any Instance<Meter> allMeters;
    @Inject @Any Instance<MeterProvider> allProviders;
    @Inject @Any Instance<OpenTelemetry> allTelemetries;

    @PostConstruct
    void observe() {
      meter.gaugeBuilder("till.cash").buildWithCallback(result -> result.record(12.5));
      meter.counterBuilder("till.opened").buildWithCallback(result -> result.record(3));
      meter.upDownCounterBuilder("till.coins").buildWithCallback(result -> result.record(-2));
    }

    /** Whether the application runs. */
    @GET
    public String open() {
      return "open\n";
    }

    /** Counts by meter and provider; answers how many beans there are of each type. */
    @GET
    @Path("beans")
    public String beans() {
      meter.counterBuilder("till.by.meter").build().add(1);
      meters.get("till").counterBuilder("till.by.provider").build().add(1);
      return count(allMeters) + " " + count(allProviders) + " " + count(allTelemetries);
    }

    /** Counts by the meter of {@code OpenTelemetry}. */
    @GET
    @Path("telemetry")
    public String telemetry() {
      try {
        Telemetries.count(telemetry);
        return "counted";
      } catch (LinkageError e) {
        return e.getClass().getSimpleName();
      }
    }

    private static long count(Instance<?> beans) {
      return beans.handlesStream().count();
    }

    /** Uses every instrument that all generations of the API have. */
    @GET
    @Path("instruments")
    public String instruments() {
      Attributes attributes =
          Attributes.of(AttributeKey.stringKey("paid"), "cash", AttributeKey.longKey("desk"), 7L);
      meter.counterBuilder("till.sales").build().add(2, attributes);
      meter.counterBuilder("till.turnover").ofDoubles().build().add(9.5, attributes);
      meter.upDownCounterBuilder("till.queue").build().add(-1, attributes);
      meter.upDownCounterBuilder("till.balance").ofDoubles().build().add(0.5, attributes);
      meter.histogramBuilder("till.duration").setUnit("s").build().record(0.25, attributes);
      meter.histogramBuilder("till.items").ofLongs().build().record(4, attributes);
      return "used\n";
    }

    /** Sets a synchronous gauge, which needs API 1.38. */
    @GET
    @Path("gauge")
    public String gauge() {
      try {
        Gauges.set(meter);
        return "set";
      } catch (LinkageError e) {
        return e.getClass().getSimpleName();
      }
    }

    /** Measures within the request and answers the trace that it sees. */
    @GET
    @Path("traced")
    public String traced() {
      meter.histogramBuilder("till.traced").build().record(1);
      return Span.current().getSpanContext().getTraceId();
    }

    /** A span of the application's own, by the tracing that {@code OpenTelemetry} hands through. */
    @GET
    @Path("span")
    public String span() {
      Span span = telemetry.getTracer("till").spanBuilder("sale").startSpan();
      try {
        return span.getSpanContext().getTraceId() + " " + span.isRecording();
      } finally {
        span.end();
      }
    }
  }

  /** Loaded late: older APIs have no such gauge. */
  static final class Gauges {
    private Gauges() {}

    static void set(Meter meter) {
      meter.gaugeBuilder("till.level").build().set(0.75);
    }
  }

  /** Loaded late: a server may have the one interface without the other. */
  static final class Telemetries {
    private Telemetries() {}

    static void count(OpenTelemetry telemetry) {
      telemetry.getMeter("till").counterBuilder("till.by.telemetry").build().add(1);
    }
  }
}
