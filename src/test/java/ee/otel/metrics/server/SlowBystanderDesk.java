package ee.otel.metrics.server;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ServiceUnavailableException;

/** Answers as the till does, as soon as the timer's first tick is under way. */
@Path("till")
public class SlowBystanderDesk {

  @GET
  public String open() {
    if (!SlowBystander.isUnderWay()) {
      throw new ServiceUnavailableException();
    }
    return "open\n";
  }

  @GET
  @Path("instruments")
  public String instruments() {
    return "none\n";
  }
}
