package ee.otel.metrics.internal.stream;

import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.exemplar.SampledSeries;
import io.opentelemetry.api.common.Attributes;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The series of a stream by their attributes: a hash table with open addressing, whose entries are
 * the series themselves.
 *
 * <p>{@link #find} and {@link #forEach} run on any thread without a lock. They see every series
 * that was added before they began, and may or may not see what is added, replaced or removed
 * meanwhile. {@link #add}, {@link #replace}, {@link #removeIf} and {@link #setFull} are called
 * under the lock of the owner.
 *
 * <p>A slot of an array is filled once and may be replaced by a series of the same attributes;
 * removal and growth publish a new array. A series is published by its final fields, so reading a
 * slot needs no fence.
 */
final class SeriesTable<S extends SeriesTable.Entry> {
  /** A series as a table knows it. */
  abstract static class Entry extends SampledSeries {
    /** Those of {@link #attributes}, at hand: a look-up is a chain of loads. */
    private final Attributes key;

    private final int hash;

    /**
     * @param hash as {@link SeriesTable#hash} says
     */
    Entry(PointAttributes attributes, int hash) {
      super(attributes);
      this.key = attributes.attributes();
      this.hash = hash;
    }
  }

  private static final int SMALLEST = 16;

  /**
   * How many slots a series has at least. Nearly every look-up then ends at its first slot; a
   * second one costs a branch that the processor did not foresee (RecordBenchmark.counterAtRandom).
   */
  private static final int SLOTS_EACH = 3;

  private static final int SPREAD = 0x9E3779B9;

  private volatile @Nullable Entry[] slots = new Entry[SMALLEST];
  private volatile int size;
  private volatile boolean full;

  /** Null where all attributes are kept. */
  private final @Nullable SeriesKey filtered;

  /**
   * @param filtered finds series by attributes of which some are removed; null where none are
   */
  SeriesTable(@Nullable SeriesKey filtered) {
    this.filtered = filtered;
  }

  /** Whether new attributes find no place, as the owner has said. */
  boolean isFull() {
    return full;
  }

  void setFull(boolean full) {
    this.full = full;
  }

  /** How many series there are. */
  int size() {
    return size;
  }

  /** The hash of a series by its attributes, or by measured ones that belong to it. */
  int hash(Attributes attributes) {
    int hash = (filtered == null ? attributes.hashCode() : filtered.hash(attributes)) * SPREAD;
    return hash ^ (hash >>> 16);
  }

  /** The series of measured attributes, of which some may not be kept. */
  @SuppressWarnings("unchecked") // only an S is ever added
  @Nullable S find(Attributes attributes) {
    @Nullable Entry[] table = slots;
    int mask = table.length - 1;
    int hash = hash(attributes);
    for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
      Entry entry = table[slot];
      if (entry == null
          || entry.key == attributes
          || (entry.hash == hash && isFor(entry.key, attributes))) {
        return (S) entry;
      }
    }
  }

  private boolean isFor(Attributes own, Attributes measured) {
    return filtered == null ? own.equals(measured) : filtered.isFor(own, measured);
  }

  /** Adds a series whose attributes are not in the table. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time changes the table
  void add(S entry) {
    @Nullable Entry[] table = slots;
    if ((size + 1) * SLOTS_EACH > table.length) {
      table = copy(table, table.length * 2, all -> true);
      slots = table;
    }
    put(table, entry);
    size++;
  }

  /** Puts a series in the place of another one of the same attributes, which is in the table. */
  void replace(S old, S entry) {
    @Nullable Entry[] table = slots;
    int mask = table.length - 1;
    int slot = ((Entry) entry).hash & mask;
    while (table[slot] != old) {
      slot = (slot + 1) & mask;
    }
    table[slot] = entry;
  }

  /** Removes the series that {@code unwanted} accepts and says how many they were. */
  int removeIf(Predicate<S> unwanted) {
    int before = size;
    @Nullable Entry[] kept = copy(slots, slots.length, entry -> !unwanted.test(cast(entry)));
    int left = 0;
    for (Entry entry : kept) {
      if (entry != null) {
        left++;
      }
    }
    if (left == before) {
      return 0;
    }
    int length = SMALLEST;
    while (left * SLOTS_EACH > length) {
      length *= 2;
    }
    slots = length < kept.length / 2 ? copy(kept, length * 2, all -> true) : kept;
    size = left;
    return before - left;
  }

  /** Shows each series, in no order. */
  void forEach(Consumer<S> action) {
    for (Entry entry : slots) {
      if (entry != null) {
        action.accept(cast(entry));
      }
    }
  }

  @SuppressWarnings("unchecked") // only an S is ever added
  private S cast(Entry entry) {
    return (S) entry;
  }

  private static @Nullable Entry[] copy(
      @Nullable Entry[] from, int length, Predicate<Entry> wanted) {
    @Nullable Entry[] to = new Entry[length];
    for (Entry entry : from) {
      if (entry != null && wanted.test(entry)) {
        put(to, entry);
      }
    }
    return to;
  }

  private static void put(@Nullable Entry[] table, Entry entry) {
    int mask = table.length - 1;
    int slot = entry.hash & mask;
    while (table[slot] != null) {
      slot = (slot + 1) & mask;
    }
    table[slot] = entry;
  }
}
