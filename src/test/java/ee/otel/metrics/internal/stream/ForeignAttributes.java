package ee.otel.metrics.internal.stream;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Map;
import java.util.function.BiConsumer;

/** Attributes that are not the OpenTelemetry API's own: equal to nothing but themselves. */
public final class ForeignAttributes implements Attributes {
  private final Attributes attributes;

  public ForeignAttributes(Attributes attributes) {
    this.attributes = attributes;
  }

  @Override
  public <T> T get(AttributeKey<T> key) {
    return attributes.get(key);
  }

  @Override
  public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
    attributes.forEach(consumer);
  }

  @Override
  public int size() {
    return attributes.size();
  }

  @Override
  public boolean isEmpty() {
    return attributes.isEmpty();
  }

  @Override
  public Map<AttributeKey<?>, Object> asMap() {
    return attributes.asMap();
  }

  @Override
  public AttributesBuilder toBuilder() {
    return attributes.toBuilder();
  }
}
