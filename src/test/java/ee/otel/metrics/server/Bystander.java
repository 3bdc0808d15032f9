package ee.otel.metrics.server;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;

/** An application without the product, but with what the product is made of: for comparison. */
@ApplicationPath("/")
public class Bystander extends Application {

  /** A bean with a timer that answers. */
  @Singleton
  @Startup
  @Path("till")
  public static class Desk {
    @Resource TimerService timers;

    @PostConstruct
    void start() {
      timers.createIntervalTimer(1000, 1000, new TimerConfig("bystander", false));
    }

    @Timeout
    void tick() {}

    @GET
    public String open() {
      return "open\n";
    }

    @GET
    @Path("instruments")
    public String instruments() {
      return "none\n";
    }
  }
}
