package ee.otel.metrics.internal.stream;

import io.opentelemetry.api.common.Attributes;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that were measured more than once and the series that they belong to, for streams that
 * remove attributes: then a look-up costs no more than in other streams
 * (ViewBenchmark.filteredCounter).
 *
 * <p>Any thread, no lock: entries are immutable, and one that is lost makes the next look-up
 * slower, nothing else. An entry may name a series that was retired since; recording into it says
 * so, and the next one is {@link #put} in its place. Attributes that never come again are not kept
 * and cost no memory.
 */
final class SeriesCache {
  private static final int SMALLEST = 32;
  private static final int LARGEST = 4096;

  /** How many look-ups in vain a place stands before there are more places. */
  private static final int PATIENCE = 8;

  /** In how many places an entry may stand; they are filled in turn. */
  private static final int WAYS = 4;

  /** How many attributes are remembered as missed for each place. */
  private static final int MISSED_PER_PLACE = 2;

  private record Entry(Attributes attributes, Series series) {}

  /**
   * @param entries each in one of the places that its hash says
   * @param missed the hashes of attributes that were looked for in vain: two late ones of those
   *     that belong into each pair of places
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

  /** Its lower bits, which name the place, are the better mixed upper ones of a product. */
  private static int hash(Attributes attributes) {
    return Integer.rotateRight(attributes.hashCode() * 0x9E3779B9, 16);
  }

  @Nullable Series find(Attributes attributes) {
    Places all = places;
    int place = all.place(hash(attributes));
    for (int way = 0; way < WAYS; way++) {
      Entry entry = all.entries[place ^ way];
      if (entry == null) {
        return null;
      }
      if (isFor(entry, attributes)) {
        return entry.series;
      }
    }
    return null;
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
    int pair = hash & all.missed.length - 2;
    if (all.missed[pair] == hash || all.missed[pair + 1] == hash) {
      put(all, hash, new Entry(attributes, series));
    } else {
      // By chance, or attributes that come in turn would push each other out for good.
      all.missed[pair + ThreadLocalRandom.current().nextInt(2)] = hash;
    }
  }

  /**
   * Keeps attributes, in place of what was kept for them before.
   *
   * @param attributes safe to keep
   */
  void put(Attributes attributes, Series series) {
    put(places, hash(attributes), new Entry(attributes, series));
  }

  /** Forgets all. */
  void clear() {
    places = Places.of(places.entries.length);
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
    for (int way = 0; way < WAYS; way++) {
      Entry other = to.entries[place ^ way];
      if (other == null || isFor(other, entry.attributes)) {
        to.entries[place ^ way] = entry;
        return;
      }
    }
    to.entries[place ^ (hash >>> 16 & WAYS - 1)] = entry;
  }
}
