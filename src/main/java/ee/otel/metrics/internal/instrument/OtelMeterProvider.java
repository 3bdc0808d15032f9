package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.data.Scope;
import ee.otel.metrics.internal.health.Health;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterBuilder;
import io.opentelemetry.api.metrics.MeterProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Meters, one for each scope (specification: <em>Metrics API, MeterProvider</em>). */
public final class OtelMeterProvider implements MeterProvider {
  private final InstrumentsStorage instruments;
  private final Health health;
  private final AttributesAdvice advice = new AttributesAdvice();
  private final Map<Scope, Meter> meters = new ConcurrentHashMap<>();

  public OtelMeterProvider(InstrumentsStorage instruments, Health health) {
    this.instruments = instruments;
    this.health = health;
  }

  @Override
  public MeterBuilder meterBuilder(@Nullable String instrumentationScopeName) {
    if ((instrumentationScopeName == null || instrumentationScopeName.isEmpty())
        && !instruments.isShutDown()) {
      health.warnOnce(
          "meter name",
          () ->
              "meter name is empty: "
                  + instrumentationScopeName
                  + ". The meter works under the empty name; name it after the code that"
                  + " measures.");
    }
    return new OtelMeterBuilder(
        this, instrumentationScopeName == null ? "" : instrumentationScopeName);
  }

  /** The meter of a scope. */
  public Meter meter(Scope scope) {
    return meters.computeIfAbsent(
        scope, unused -> new OtelMeter(scope, instruments, advice, health));
  }
}
