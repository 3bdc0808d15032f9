package ee.otel.metrics.internal.otlp;

import ee.otel.metrics.data.PointAttributes;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of series in protobuf, as {@link PointAttributes} keep them: each key and each
 * value is a whole field of a {@code KeyValue}, the value of the last attribute first.
 *
 * <p>The keys of the last few kinds of attributes are remembered, so that series share them. For
 * one thread at a time.
 */
final class AttributesEncoder implements PointAttributes.Encoder {
  private static final int REMEMBERED = 16;

  private final ProtobufWriter to;
  private final @Nullable Keys[] known = new Keys[REMEMBERED];
  private int oldest;

  private record Keys(List<String> names, byte[][] encoded) {}

  /**
   * @param to is written to for a moment, in front of what it has
   */
  AttributesEncoder(ProtobufWriter to) {
    this.to = to;
  }

  @Override
  public byte[][] keys(Attributes attributes) {
    List<String> names = new ArrayList<>(attributes.size());
    attributes.forEach((key, value) -> names.add(key.getKey()));
    for (Keys keys : known) {
      if (keys != null && keys.names.equals(names)) {
        return keys.encoded;
      }
    }
    byte[][] encoded = new byte[names.size()][];
    for (int i = 0; i < encoded.length; i++) {
      int before = to.size();
      AttributesMarshaler.writeKey(to, names.get(i));
      encoded[i] = to.cut(before);
    }
    known[oldest] = new Keys(names, encoded);
    oldest = (oldest + 1) % REMEMBERED;
    return encoded;
  }

  @Override
  public byte[] values(Attributes attributes) {
    int before = to.size();
    attributes.forEach((key, value) -> AttributesMarshaler.writeValue(to, value));
    return to.cut(before);
  }
}
