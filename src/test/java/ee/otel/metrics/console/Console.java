package ee.otel.metrics.console;

import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.MetricExporter;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Application;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An application that measures and exports as a test tells it over HTTP. */
@ApplicationPath("/")
public class Console extends Application {

  /** The tests' hands. */
  @Path("/")
  @ApplicationScoped
  public static class Desk {
    @Inject Meter meter;
    @Inject MeterProvider meters;
    @Inject OpenTelemetry openTelemetry;
    @Inject MetricExporter exporter;

    @GET
    @Path("ready")
    public String ready() {
      return "ready\n";
    }

    /** Records. */
    @POST
    @Path("add")
    public String add(@QueryParam("counter") String counter, @QueryParam("amount") long amount) {
      meter.counterBuilder(counter).build().add(amount);
      return "added\n";
    }

    /** Records by each of the injected doors. */
    @POST
    @Path("doors")
    public String doors() {
      meter.counterBuilder("door.meter").build().add(1);
      meters.get("of.provider").counterBuilder("door.provider").build().add(1);
      openTelemetry.getMeter("of.telemetry").counterBuilder("door.telemetry").build().add(1);
      return "opened\n";
    }

    /** Sets a property of the configuration; without a value, takes it away. */
    @POST
    @Path("set")
    public String set(@QueryParam("key") String key, @QueryParam("value") String value) {
      if (value == null) {
        LiveSource.VALUES.remove(key);
      } else {
        LiveSource.VALUES.put(key, value);
      }
      return "set\n";
    }

    /** Flushes; answers with the result and how many milliseconds it took. */
    @POST
    @Path("flush")
    public String flush(@QueryParam("millis") long millis) {
      long start = System.nanoTime();
      ExportResult result = exporter.forceFlush(Duration.ofMillis(millis));
      return result + " " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    /** How many metrics an export would send. */
    @GET
    @Path("collect")
    public String collect() {
      return exporter.collect().size() + "";
    }
  }
}
