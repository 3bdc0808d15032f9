package ee.otel.metrics.internal.mpmetrics;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Gauge;
import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;
import org.eclipse.microprofile.metrics.annotation.Metric;
import org.eclipse.microprofile.metrics.annotation.RegistryScope;

/** Uses the beans and registries, and tells what the registries say. */
@RequestScoped
@Path("garage")
public class GarageResource {
  private static final String GAUGE = "ee.otel.metrics.internal.mpmetrics.Garage.cars";

  @Inject Garage garage;
  @Inject GarageEjb ejb;
  @Inject Instance<Kiosk> kiosks;
  @Inject Booth booth;
  @Inject MetricRegistry registry;

  @Inject
  @RegistryScope(scope = MetricRegistry.APPLICATION_SCOPE)
  MetricRegistry application;

  @Inject
  @RegistryScope(scope = "motorguide")
  MetricRegistry motorguide;

  @Inject @Metric Counter redCount;

  @Inject
  @Metric(
      name = "purple",
      absolute = true,
      unit = "kilobytes",
      tags = {"shade=dark"})
  Histogram purple;

  @Inject
  @Metric(name = "drive", absolute = true)
  Timer drive;

  @Inject
  @Metric(name = GAUGE, absolute = true)
  Gauge<Integer> cars;

  @GET
  @Path("ready")
  public String ready() {
    return "ready\n";
  }

  /** Measures everything, once or a few times. */
  @GET
  @Path("work")
  public String work() throws Exception {
    garage.red();
    garage.red();
    garage.blue();
    garage.green();
    garage.yellow();
    garage.countMeA();
    garage.countMeB();
    garage.scoped();
    garage.repair();
    garage.repair();
    garage.removable();
    try {
      garage.fail();
    } catch (IllegalStateException expected) {
      redCount.inc(10);
    }
    garage.park(2);
    for (int i = 0; i < 3; i++) {
      Kiosk kiosk = kiosks.get();
      kiosk.sell();
      kiosk.count();
      kiosk.all();
    }
    booth.open();
    ejb.wash();
    purple.update(5);
    purple.update(70L);
    drive.update(Duration.ofMillis(250));
    drive.time(() -> {});
    registry
        .counter(
            Metadata.builder().withName("sold").withUnit("bytes").withDescription("Sold.").build(),
            new Tag("kind", "used"))
        .inc(7);
    registry.gauge("height", () -> 12.5);
    motorguide.timer("guide").update(Duration.ofSeconds(2));
    return "worked\n";
  }

  /** Each metric of both registries: scope, name, tags, kind and values. */
  @GET
  @Path("registry")
  public String registry() {
    TreeSet<String> lines = new TreeSet<>();
    for (MetricRegistry scope : List.of(registry, motorguide)) {
      scope
          .getCounters()
          .forEach((id, c) -> lines.add(line(scope, id, "counter", c.getCount(), 0)));
      scope
          .getHistograms()
          .forEach((id, h) -> lines.add(line(scope, id, "histogram", h.getCount(), h.getSum())));
      scope
          .getTimers()
          .forEach(
              (id, t) ->
                  lines.add(line(scope, id, "timer", t.getCount(), t.getElapsedTime().toNanos())));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String line(MetricRegistry scope, MetricID id, String kind, long count, long sum) {
    return String.join(
        "\t", scope.getScope(), id.getName(), id.getTags().toString(), kind, count + "", sum + "");
  }

  /** What else an application may ask. */
  @GET
  @Path("answers")
  public String answers(@jakarta.ws.rs.QueryParam("unused") String unused) {
    return String.join(
        "\n",
        "same " + application.equals(registry),
        "gauge " + cars.getValue(),
        "registered " + registry.getGauge(new MetricID(GAUGE)).getValue(),
        "metadata " + registry.getMetadata("greenCount").getDescription(),
        "snapshot " + purple.getSnapshot().size() + " " + purple.getSnapshot().getMax(),
        "");
  }

  /** Calls a method whose metric was removed. */
  @GET
  @Path("removed")
  public String removed() {
    registry.remove("removable");
    try {
      garage.removable();
      return "called";
    } catch (IllegalStateException expected) {
      registry.counter("removable");
      garage.removable();
      return "refused, then counted " + registry.counter("removable").getCount();
    }
  }
}
