package ee.otel.metrics.internal.export.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.config.TransportConfig;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import ee.otel.metrics.internal.otlp.OtlpBatch;
import ee.otel.metrics.internal.otlp.OtlpEncoder;
import ee.otel.metrics.internal.otlp.OtlpLimits;
import ee.otel.metrics.internal.transport.Accepted;
import ee.otel.metrics.internal.transport.ExportAttempt;
import ee.otel.metrics.internal.transport.OtlpClient;
import ee.otel.metrics.internal.transport.OtlpPost;
import ee.otel.metrics.internal.transport.RejectedExportException;
import ee.otel.metrics.internal.transport.TransportClock;
import ee.otel.metrics.receiver.Answer;
import ee.otel.metrics.receiver.OtlpReceiver;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.glassfish.jersey.client.JerseyClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostRouteTest {
  private final Health health = new Health(System::nanoTime);
  private final RecordedLog log = new RecordedLog();
  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final OtlpPost direct =
      new OtlpPost(
          JerseyClientBuilder::new, Map::of, "test", health, TransportClock.SYSTEM, () -> 0);

  @AfterEach
  void close() {
    direct.close();
    receiver.close();
    log.close();
  }

  @Test
  void running_goesThroughTheInterceptors() {
    Interceptors client = new Interceptors(direct::post);
    new PostRoute(client, health).on(Export.Occasion.RUNNING).apply(attempt());
    assertEquals(1, client.calls.get());
    assertEquals(1, receiver.requests().size());
  }

  @Test
  void refusal_isNotMistakenForABrokenInterceptor() {
    receiver.answer(Answer.status(400));
    Interceptors client = new Interceptors(direct::post);
    assertThrows(
        RejectedExportException.class,
        () -> new PostRoute(client, health).on(Export.Occasion.RUNNING).apply(attempt()));
    assertEquals(1, receiver.requests().size());
  }

  @Test
  void stopping_goesAroundTheInterceptorsAndRetries() {
    receiver.answer(Answer.status(503));
    Interceptors client =
        new Interceptors(
            attempt -> {
              throw new IllegalStateException("Hazelcast is down");
            });
    PostRoute route = new PostRoute(client, health);
    assertInstanceOf(Accepted.class, route.on(Export.Occasion.STOPPING).apply(attempt()));
    assertEquals(0, client.calls.get());
    assertEquals(2, receiver.requests().size());
  }

  @Test
  void brokenInterceptors_areGoneAroundAndSaidOnce() {
    Interceptors client =
        new Interceptors(
            attempt -> {
              throw new NoClassDefFoundError("FaultTolerance");
            });
    PostRoute route = new PostRoute(client, health);
    for (int i = 0; i < 2; i++) {
      route.on(Export.Occasion.RUNNING).apply(attempt());
    }
    assertEquals(2, receiver.requests().size());
    assertEquals(1, log.warnings().size());
  }

  private ExportAttempt attempt() {
    TransportConfig config =
        ConfigReader.of(
                Map.of("otel.exporter.otlp.endpoint", receiver.endpoint().toString()), health)
            .transport();
    OtelMetrics metrics = OtelMetrics.builder().build();
    metrics.meterProvider().get("shop").counterBuilder("orders").build().add(1);
    OtlpBatch batch =
        OtlpEncoder.protobuf()
            .encode(
                new Resource(Attributes.empty(), ""),
                metrics.readers().get(0).peek(),
                OtlpLimits.DEFAULT)
            .next();
    return ExportAttempt.of(
        config, (OtlpBatch.Encoded) batch, System.nanoTime() + Duration.ofSeconds(20).toNanos());
  }

  /** The bean as a server gives it, interceptors around it. */
  private final class Interceptors extends OtlpClient {
    final AtomicInteger calls = new AtomicInteger();
    private final Function<ExportAttempt, Accepted> behaviour;

    Interceptors(Function<ExportAttempt, Accepted> behaviour) {
      this.behaviour = behaviour;
    }

    @Override
    public Accepted post(ExportAttempt attempt) {
      calls.incrementAndGet();
      return behaviour.apply(attempt);
    }

    @Override
    public OtlpPost direct() {
      return direct;
    }
  }
}
