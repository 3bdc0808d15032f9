package ee.otel.metrics.internal.http.server;

import io.opentelemetry.api.common.Attributes;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that were made once, by a small number. A look-up neither locks nor allocates; what is
 * beyond {@value #CAPACITY} is made anew each time. Safe from any thread.
 */
final class AttributesByKey {
  static final int CAPACITY = 256;

  /** A place is empty where there is no value; never more than half of them are taken. */
  private record Table(int[] keys, @Nullable Attributes[] values) {
    static Table of(int size) {
      return new Table(new int[size], new Attributes[size]);
    }

    /** Where the key is, or where it would be. */
    int place(int key) {
      int place = (key * 0x9E3779B9 >>> 8) & keys.length - 1;
      while (values[place] != null && keys[place] != key) {
        place = place + 1 & keys.length - 1;
      }
      return place;
    }
  }

  private volatile Table table = Table.of(4);
  private int size;

  Attributes get(int key, IntFunction<Attributes> maker) {
    Table all = table;
    Attributes found = all.values[all.place(key)];
    return found != null ? found : add(key, maker);
  }

  private synchronized Attributes add(int key, IntFunction<Attributes> maker) {
    Table all = table;
    Attributes found = all.values[all.place(key)];
    if (found != null) {
      return found;
    }
    Attributes made = maker.apply(key);
    if (size < CAPACITY) {
      size++;
      table = with(all, key, made, 2 * size > all.keys.length);
    }
    return made;
  }

  private static Table with(Table from, int key, Attributes value, boolean larger) {
    Table to = Table.of(larger ? 2 * from.keys.length : from.keys.length);
    for (int i = 0; i < from.keys.length; i++) {
      if (from.values[i] != null) {
        put(to, from.keys[i], from.values[i]);
      }
    }
    put(to, key, value);
    return to;
  }

  private static void put(Table to, int key, Attributes value) {
    int place = to.place(key);
    to.keys[place] = key;
    to.values[place] = value;
  }
}
