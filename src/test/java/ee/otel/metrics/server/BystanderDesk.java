package ee.otel.metrics.server;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A bean with a timer, that answers as the till does. */
@Singleton
@Startup
@Path("till")
public class BystanderDesk {
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
