package ee.otel.metrics.internal.stream;

import ee.otel.metrics.api.ExemplarReservoir;
import ee.otel.metrics.data.PointAttributes;
import io.opentelemetry.api.common.Attributes;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The series of a stream by their attributes: a hash table with open addressing, whose entries are
 * the series themselves.
 *
 * <p>{@link #find} and {@link #forEach} run on any thread without a lock. They see every series
 * that was added before they began, and may or may not see what is added or removed meanwhile.
 * {@link #add} and {@link #removeIf} are called under the lock of the stream that owns the table.
 *
 * <p>An array of slots is only ever added to; removal and growth publish a new one. A series is
 * published by its final fields, so reading a slot needs no fence.
 */
class SeriesTable<S extends SeriesTable.Entry> {

  /** What a table holds: something with attributes, and perhaps with exemplars. */
  abstract static class Entry {
    final PointAttributes attributes;

    /** Those of {@link #attributes}, at hand: a look-up is a chain of loads. */
    private final Attributes key;

    private final int hash;

    /** Exemplars, once one was taken. A late write to one that was dropped loses an exemplar. */
    volatile @Nullable ExemplarReservoir reservoir;

    /** Whether there will be no exemplars any more; guarded by this entry's monitor. */
    boolean left;

    /**
     * @param hash as the key of the table has it
     */
    Entry(PointAttributes attributes, int hash) {
      this.attributes = attributes;
      this.key = attributes.attributes();
      this.hash = hash;
    }
  }

  private static final int SMALLEST = 8;

  private volatile @Nullable Entry[] slots = new Entry[SMALLEST];
  private volatile int size;

  final SeriesKey key;

  SeriesTable(SeriesKey key) {
    this.key = key;
  }

  final int size() {
    return size;
  }

  /** The series of measured attributes, of which some may not be kept. */
  @SuppressWarnings("unchecked") // only an S is ever added
  final @Nullable S find(Attributes attributes) {
    @Nullable Entry[] table = slots;
    int mask = table.length - 1;
    int hash = key.hash(attributes);
    for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
      Entry entry = table[slot];
      if (entry == null
          || entry.key == attributes
          || (entry.hash == hash && key.isFor(entry.key, attributes))) {
        return (S) entry;
      }
    }
  }

  /** Adds a series whose attributes are not in the table. */
  final void add(S entry) {
    @Nullable Entry[] table = slots;
    if ((size + 1) * 3 > table.length * 2) {
      table = copy(table, table.length * 2, all -> true);
      slots = table;
    }
    put(table, entry);
    size++;
  }

  /** Removes the series that {@code unwanted} accepts and says how many they were. */
  final int removeIf(Predicate<S> unwanted) {
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
    while (left * 3 > length * 2) {
      length *= 2;
    }
    slots = length < kept.length / 2 ? copy(kept, length * 2, all -> true) : kept;
    size = left;
    return before - left;
  }

  final void forEach(Consumer<S> action) {
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
