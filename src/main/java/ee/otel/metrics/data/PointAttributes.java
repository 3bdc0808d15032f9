package ee.otel.metrics.data;

import io.opentelemetry.api.common.Attributes;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a series, and one encoded form of them once there is one.
 *
 * <p>A series keeps its attributes for life, so whoever encodes them can leave the bytes here and
 * copy them at the next export. The memo is filled at most a few times: racing fillers compute the
 * same bytes and either may stay.
 */
public final class PointAttributes {
  /** No attributes at all. */
  public static final PointAttributes EMPTY = new PointAttributes(Attributes.empty());

  private final Attributes attributes;
  // Volatile for the bytes in it: without, another encoder could see the array before them.
  private volatile byte @Nullable [] encoded;

  /**
   * @param attributes not changed any more by whoever hands them over
   */
  public PointAttributes(Attributes attributes) {
    this.attributes = Objects.requireNonNull(attributes, "attributes");
  }

  /** The attributes themselves. */
  public Attributes attributes() {
    return attributes;
  }

  /**
   * The bytes that {@code encoder} makes of these attributes, made once. Every caller of one
   * instance has to pass an encoder of the same form.
   */
  public byte[] encoded(Function<Attributes, byte[]> encoder) {
    byte[] bytes = encoded;
    if (bytes == null) {
      bytes = encoder.apply(attributes);
      encoded = bytes;
    }
    return bytes;
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
