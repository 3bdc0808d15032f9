package ee.otel.metrics.server;

import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.ExemplarReservoir;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.View;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;

/** An application with views of its own. */
@ApplicationPath("/")
public class Viewed extends Application {

  /** Measures when asked. */
  @Path("measure")
  @ApplicationScoped
  public static class Measuring {
    @Inject Meter meter;

    @GET
    public String measure() {
      Attributes user = Attributes.of(AttributeKey.stringKey("user"), "me");
      meter.histogramBuilder("latency").build().record(5, user);
      meter.counterBuilder("orders").build().add(1, user);
      return "measured\n";
    }
  }

  /** What is measured becomes this. */
  @ApplicationScoped
  public static class Shapes {
    @Produces
    View orders() {
      return View.of(InstrumentSelector.named("orders"))
          .name("orders.of.a.bean")
          .exemplarReservoir(() -> ExemplarReservoir.fixedSize(1))
          .build();
    }

    @Produces
    View broken() {
      return View.of(InstrumentSelector.named("*")).name("all").build();
    }

    @Produces
    ExemplarFilter all() {
      return ExemplarFilter.alwaysOn();
    }
  }
}
