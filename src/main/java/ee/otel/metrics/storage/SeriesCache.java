package ee.otel.metrics.storage;

import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that were measured more than once and the series that they belong to, for streams that
 * remove attributes: then a look-up costs no more than in other streams
 * (ViewBenchmark.filteredCounter).
 *
 * <p>Any thread, no lock: entries are immutable, and one that is lost makes the next look-up
 * slower, nothing else. An entry may name a series that was let go since; recording into it says
 * so. Attributes that never come again are not kept and cost no room.
 */
final class SeriesCache {
  private static final int SMALLEST = 32;
  private static final int LARGEST = 4096;

  /** How many look-ups in vain a place stands before there are more places. */
  private static final int PATIENCE = 8;

  /** How many attributes are remembered as missed for each place. */
  private static final int MISSED_PER_PLACE = 2;

  private record Entry(Attributes attributes, Series series) {}

  /**
   * @param entries each where its hash says, or next to it
   * @param missed the hashes of attributes that were looked for in vain, where they say
   */
  private record Places(@Nullable Entry[] entries, int[] missed) {
    static Places of(int size) {
      return new Places(new Entry[size], new int[MISSED_PER_PLACE * size]);
    }

    int place(int hash) {
      return hash & entries.length - 1;
    }
  }

  private Places places = Places.of(SMALLEST);
  private int misses;

  private static int hash(Attributes attributes) {
    int hash = attributes.hashCode() * 0x9E3779B9;
    return hash ^ (hash >>> 16);
  }

  @Nullable Series find(Attributes attributes) {
    Places all = places;
    int place = all.place(hash(attributes));
    Entry entry = all.entries[place];
    if (entry != null && isFor(entry, attributes)) {
      return entry.series;
    }
    entry = all.entries[place ^ 1];
    return entry != null && isFor(entry, attributes) ? entry.series : null;
  }

  private static boolean isFor(Entry entry, Attributes attributes) {
    return entry.attributes == attributes || entry.attributes.equals(attributes);
  }

  /**
   * Keeps attributes that were not found, from the second time on.
   *
   * @param attributes safe to keep
   */
  void missed(Attributes attributes, Series series) {
    Places all = places;
    if (++misses > PATIENCE * all.entries.length && all.entries.length < LARGEST) {
      misses = 0;
      all = grown(all);
      places = all;
    }
    int hash = hash(attributes);
    int mark = hash & all.missed.length - 1;
    if (all.missed[mark] != hash) {
      all.missed[mark] = hash;
    } else {
      put(all, hash, new Entry(attributes, series));
    }
  }

  private static Places grown(Places from) {
    Places to = Places.of(2 * from.entries.length);
    for (Entry entry : from.entries) {
      if (entry != null) {
        put(to, hash(entry.attributes), entry);
      }
    }
    return to;
  }

  private static void put(Places to, int hash, Entry entry) {
    int place = to.place(hash);
    boolean taken = to.entries[place] != null && to.entries[place ^ 1] == null;
    to.entries[taken ? place ^ 1 : place] = entry;
  }
}
