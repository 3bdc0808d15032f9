package ee.otel.metrics.server.web;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Answers in every way that Jakarta REST has. */
@Path("answers")
@RequestScoped
public class Answers {
  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  ExecutorService executor;

  @GET
  @Path("suspended/{id}")
  public void suspended(@Suspended AsyncResponse response) {
    executor.submit(() -> response.resume("later"));
  }

  @GET
  @Path("timeout/{id}")
  public void timeout(@Suspended AsyncResponse response) {
    response.setTimeout(50, TimeUnit.MILLISECONDS);
  }

  @GET
  @Path("failing/{id}")
  public void failing(@Suspended AsyncResponse response) {
    executor.submit(() -> response.resume(new WebApplicationException(418)));
  }

  @GET
  @Path("stage/{id}")
  public CompletionStage<String> stage() {
    return CompletableFuture.supplyAsync(() -> "later", executor);
  }

  @GET
  @Path("stream/{id}")
  public StreamingOutput stream() {
    return out -> out.write("streamed".getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @GET
  @Path("events/{id}")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void events(@Context SseEventSink sink, @Context Sse sse) {
    sink.send(sse.newEvent("one"))
        .thenCompose(any -> sink.send(sse.newEvent("two")))
        .whenComplete((any, failure) -> sink.close());
  }

  @GET
  @Path("status/{status}")
  public Response status(@PathParam("status") int status) {
    return Response.status(status).build();
  }

  @GET
  @Path("unmapped/{id}")
  public String unmapped() {
    throw new IllegalStateException("not mapped");
  }
}
