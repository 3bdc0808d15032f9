package ee.otel.metrics.server.web;

import ee.otel.metrics.api.HttpClientMetrics;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.URI;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** Calls another address by every kind of client; answers a status, or what failed. */
@Path("calls")
@RequestScoped
public class Calls {
  @Inject HttpClientMetrics metrics;

  @GET
  @Path("{kind}")
  public String call(@PathParam("kind") String kind, @QueryParam("to") URI to) {
    try {
      return switch (kind) {
        case "plain" -> plain(ClientBuilder.newBuilder(), to);
        case "registered" -> plain(ClientBuilder.newBuilder().register(metrics), to);
        case "unmeasured" ->
            plain(
                ClientBuilder.newBuilder()
                    .register(metrics)
                    .property(HttpClientMetrics.UNMEASURED, true),
                to);
        case "templated" -> templated(to);
        case "microprofile" ->
            RestClientBuilder.newBuilder().baseUri(to).build(RemoteGreeter.class).greet("you");
        default -> "unknown";
      };
    } catch (ProcessingException | WebApplicationException e) {
      return e.getClass().getSimpleName();
    } catch (RuntimeException | LinkageError e) {
      return e.toString();
    }
  }

  private static String plain(ClientBuilder builder, URI to) {
    Client client = builder.build();
    try {
      return String.valueOf(client.target(to).request().get().getStatus());
    } finally {
      client.close();
    }
  }

  private String templated(URI to) {
    Client client = ClientBuilder.newBuilder().register(metrics).build();
    try {
      return String.valueOf(
          HttpClientMetrics.templated(client.target(to).path("hello/{name}"))
              .resolveTemplate("name", "you")
              .request()
              .get()
              .getStatus());
    } finally {
      client.close();
    }
  }
}
