package ee.otel.metrics.storage;

import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * The series that attributes were last found to belong to, for streams that remove attributes: one
 * look-up instead of making the kept attributes first.
 *
 * <p>Any thread, no lock: entries are immutable and a lost one is only slower. An entry may name a
 * series that was let go since; recording into it says so.
 */
final class SeriesCache {
  private static final int SIZE = 256;

  private record Entry(Attributes attributes, Series series) {}

  private final @Nullable Entry[] entries = new Entry[SIZE];

  private static int slot(Attributes attributes) {
    return (attributes.hashCode() * 0x9E3779B9) >>> 24;
  }

  @Nullable Series find(Attributes attributes) {
    Entry entry = entries[slot(attributes)];
    return entry != null && (entry.attributes == attributes || entry.attributes.equals(attributes))
        ? entry.series
        : null;
  }

  void put(Attributes attributes, Series series) {
    entries[slot(attributes)] = new Entry(attributes, series);
  }
}
