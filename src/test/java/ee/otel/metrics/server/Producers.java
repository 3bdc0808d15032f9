package ee.otel.metrics.server;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import jakarta.inject.Qualifier;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Applications with producers of their own for the types that the product makes beans of. */
final class Producers {
  private Producers() {}

  /** The paths. */
  @ApplicationPath("/")
  public static class Root extends Application {}

  /** Asks for something that is not the product's. */
  @Qualifier
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Silent {}

  /** Produces all three, with a qualifier only. */
  @ApplicationScoped
  public static class QualifiedOnly {
    @Produces
    @Silent
    Meter meter() {
      return OpenTelemetry.noop().getMeter("silent");
    }

    @Produces
    @Silent
    MeterProvider meters() {
      return MeterProvider.noop();
    }

    @Produces
    @Silent
    OpenTelemetry telemetry() {
      return OpenTelemetry.noop();
    }
  }

  /** Takes both. */
  @ApplicationScoped
  @Path("both")
  public static class Both {
    @Inject @Silent Meter silentMeter;
    @Inject @Silent MeterProvider silentMeters;
    @Inject @Silent OpenTelemetry silentTelemetry;
    @Inject Meter meter;
    @Inject MeterProvider meters;
    @Inject OpenTelemetry telemetry;

    /** Counts by all of them. */
    @GET
    public String count() {
      silentMeter.counterBuilder("silent.meter").build().add(1);
      silentMeters.get("silent").counterBuilder("silent.meters").build().add(1);
      silentTelemetry.getMeter("silent").counterBuilder("silent.telemetry").build().add(1);
      meter.counterBuilder("both.meter").build().add(1);
      meters.get("both").counterBuilder("both.meters").build().add(1);
      telemetry.getMeter("both").counterBuilder("both.telemetry").build().add(1);
      return "counted\n";
    }
  }

  /** Makes meters itself, named after whoever injects them. */
  @ApplicationScoped
  public static class Own {
    @Inject MeterProvider meters;

    @Produces
    Meter meter(InjectionPoint point) {
      return meters.get(point.getMember().getDeclaringClass().getSimpleName());
    }
  }

  /** Takes the application's own, and what is there for static code. */
  @ApplicationScoped
  @Path("own")
  public static class User {
    @Inject Meter meter;

    /** Counts. */
    @GET
    public String count() {
      meter.counterBuilder("own.meter").build().add(1);
      GlobalOpenTelemetry.getMeter("static").counterBuilder("own.global").build().add(1);
      return "counted\n";
    }
  }
}
