package ee.otel.metrics.benchmark.server;

import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The meter of opentelemetry-java, made as an application would make it by hand. */
@ApplicationScoped
public class PeerMeter {
  @Inject
  @ConfigProperty(name = "otel.exporter.otlp.metrics.endpoint")
  String endpoint;

  @Inject
  @ConfigProperty(name = "otel.metric.export.interval")
  long intervalMillis;

  private SdkMeterProvider meters;

  @PostConstruct
  void open() {
    meters =
        SdkMeterProvider.builder()
            .registerMetricReader(
                PeriodicMetricReader.builder(
                        OtlpHttpMetricExporter.builder().setEndpoint(endpoint).build())
                    .setInterval(Duration.ofMillis(intervalMillis))
                    .build())
            .build();
  }

  @PreDestroy
  void close() {
    meters.close();
  }

  @Produces
  @Singleton
  Meter meter() {
    return meters.get("shop");
  }
}
