package ee.otel.metrics.internal.annotation;

import ee.otel.metrics.annotation.Attribute;
import ee.otel.metrics.annotation.Counted;
import ee.otel.metrics.annotation.Gauge;
import ee.otel.metrics.annotation.StaticAttribute;
import ee.otel.metrics.annotation.Timed;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/** A CDI bean with every kind of annotation, of ours and of others. */
@ApplicationScoped
public class Bench {
  @Resource ManagedExecutorService executor;
  private volatile CompletableFuture<String> pending = new CompletableFuture<>();

  /** Kinds of work. */
  public enum Job {
    SAW,
    PLANE
  }

  @Counted
  public void counted() {}

  @Counted(name = "bench.jobs", unit = "{job}", description = "Jobs done.")
  @Timed(name = "bench.job.duration", description = "Duration of jobs.")
  @StaticAttribute(name = "bench", value = "oak")
  public void job(@Attribute(name = "job") Job job, @Attribute(name = "parts") int parts) {}

  @Counted(name = "bench.results")
  @Attribute(name = "result")
  public String result() {
    return "good";
  }

  @Timed(name = "bench.failures")
  public void fail() {
    throw new IllegalArgumentException("broken");
  }

  @Timed(name = "bench.stage")
  public CompletionStage<String> stage() {
    return pending;
  }

  void complete() {
    pending.complete("done");
    pending = new CompletableFuture<>();
  }

  void completeExceptionally() {
    pending.completeExceptionally(new IllegalStateException("broken"));
    pending = new CompletableFuture<>();
  }

  @Timed(name = "bench.future")
  public Future<String> future() {
    return executor.submit(
        () -> {
          Thread.sleep(300); // the work whose duration is measured
          return "done";
        });
  }

  @Counted(name = "bench.package.private")
  void packagePrivate() {}

  @Counted(name = "bench.self.invoked")
  public void selfInvoked() {}

  public void invokesItself() {
    selfInvoked();
  }

  @Counted(name = "bench.private")
  private void hidden() {}

  @Gauge(name = "bench.level", unit = "cm", description = "Height of the bench.")
  public int level() {
    return 80;
  }

  @io.micrometer.core.annotation.Timed(
      value = "bench.micrometer.timed",
      extraTags = {"tool", "chisel"})
  public void micrometerTimed() {}

  @io.micrometer.core.annotation.Counted("bench.micrometer.counted")
  public void micrometerCounted() {
    throw new IllegalStateException("counted as a failure");
  }

  @io.opentelemetry.instrumentation.annotations.Counted
  public void openTelemetry() {}
}
