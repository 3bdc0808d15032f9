package ee.otel.metrics.internal.annotation;

import ee.otel.metrics.annotation.Counted;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A REST resource without a scope that is measured, and lets everything else be. */
@Path("bench")
public class BenchResource {
  @Inject Bench bench;
  @Inject BenchEjb ejb;
  @Inject BenchClass ofClass;
  @Inject BenchSession session;
  @Inject jakarta.enterprise.inject.Instance<BenchConstructor> constructed;

  /** Whether the application runs. */
  @GET
  @Path("ready")
  public String ready() {
    return "ready\n";
  }

  @GET
  @Counted(name = "rest.counted")
  public String work() throws Exception {
    bench.counted();
    bench.counted();
    bench.job(Bench.Job.SAW, 3);
    bench.job(Bench.Job.PLANE, 4);
    bench.result();
    expectFailure(bench::fail);
    bench.stage();
    bench.stage();
    bench.complete();
    bench.stage();
    bench.completeExceptionally();
    bench.future().get();
    bench.packagePrivate();
    bench.invokesItself();
    bench.level();
    bench.micrometerTimed();
    expectFailure(bench::micrometerCounted);
    bench.openTelemetry();
    ejb.counted();
    ejb.asynchronous().get();
    session.counted();
    ofClass.first();
    ofClass.second();
    constructed.get();
    return "worked\n";
  }

  private static void expectFailure(Runnable failing) {
    try {
      failing.run();
    } catch (IllegalArgumentException | IllegalStateException expected) {
      return;
    }
    throw new AssertionError("not thrown");
  }
}
