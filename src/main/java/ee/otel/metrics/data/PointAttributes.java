package ee.otel.metrics.data;

import io.opentelemetry.api.common.Attributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a series, and one encoded form of them once there is one.
 *
 * <p>A series keeps its attributes for life, so an encoder can leave the bytes here and copy them
 * at the next export. The keys lie apart, since series of one metric can share them. The memo is
 * filled at most a few times: racing fillers compute the same bytes and either may stay.
 */
public final class PointAttributes {
  /** No attributes at all. */
  public static final PointAttributes EMPTY = new PointAttributes(Attributes.empty());

  private final Attributes attributes;
  // Written before the values and read after them, so that both are seen.
  private byte @Nullable [] @Nullable [] keys;
  // Volatile for the bytes in it: without, another encoder could see the array before them.
  private volatile byte @Nullable [] values;

  /** An encoded form of attributes. */
  public interface Encoder {
    /** A key for each attribute; the array may be shared, and is not changed any more. */
    byte[][] keys(Attributes attributes);

    /** The values, one after the other, in the order that the same encoder wants to read. */
    byte[] values(Attributes attributes);
  }

  /**
   * @param attributes not changed any more
   */
  public PointAttributes(Attributes attributes) {
    this.attributes = Objects.requireNonNull(attributes, "attributes");
  }

  /** The attributes themselves. */
  public Attributes attributes() {
    return attributes;
  }

  /**
   * The values as {@code encoder} encodes them, done once. Every caller of one instance has to pass
   * an encoder of the same form.
   */
  public byte[] values(Encoder encoder) {
    byte[] bytes = values;
    if (bytes == null) {
      keys = encoder.keys(attributes);
      bytes = encoder.values(attributes);
      values = bytes;
    }
    return bytes;
  }

  /** The keys that belong to the {@link #values} that were asked for before. */
  public byte[][] keys(Encoder encoder) {
    byte[][] bytes = keys;
    return bytes == null ? encoder.keys(attributes) : bytes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PointAttributes that && attributes.equals(that.attributes);
  }

  @Override
  public int hashCode() {
    return attributes.hashCode();
  }

  @Override
  public String toString() {
    return attributes.toString();
  }
}
