package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.data.Scope;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterBuilder;
import org.jspecify.annotations.Nullable;

/** The API's builder of meters. */
final class OtelMeterBuilder implements MeterBuilder {
  private final OtelMeterProvider provider;
  private final String name;
  private @Nullable String version;
  private @Nullable String schemaUrl;

  OtelMeterBuilder(OtelMeterProvider provider, String name) {
    this.provider = provider;
    this.name = name;
  }

  @Override
  public MeterBuilder setSchemaUrl(@Nullable String schemaUrl) {
    this.schemaUrl = schemaUrl;
    return this;
  }

  @Override
  public MeterBuilder setInstrumentationVersion(@Nullable String version) {
    this.version = version;
    return this;
  }

  @Override
  public Meter build() {
    return provider.meter(new Scope(name, version, schemaUrl, Attributes.empty()));
  }
}
