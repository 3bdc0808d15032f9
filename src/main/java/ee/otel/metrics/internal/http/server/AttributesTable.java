package ee.otel.metrics.internal.http.server;

import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of attributes by number. A place is empty where there is no value; at most half of
 * them are taken. Never changed once it is published.
 */
record AttributesTable(int[] keys, @Nullable Attributes[] values) {
  static AttributesTable of(int size) {
    return new AttributesTable(new int[size], new Attributes[size]);
  }

  /** Where the key is, or where it would be. */
  private int place(int key) {
    int place = (key * 0x9E3779B9 >>> 8) & keys.length - 1;
    while (values[place] != null && keys[place] != key) {
      place = place + 1 & keys.length - 1;
    }
    return place;
  }

  @Nullable Attributes get(int key) {
    return values[place(key)];
  }

  int capacity() {
    return keys.length;
  }

  /** A copy that has the value as well. */
  AttributesTable with(int key, Attributes value, boolean larger) {
    AttributesTable copy = of(larger ? 2 * keys.length : keys.length);
    for (int i = 0; i < keys.length; i++) {
      Attributes old = values[i];
      if (old != null) {
        copy.put(keys[i], old);
      }
    }
    copy.put(key, value);
    return copy;
  }

  private void put(int key, Attributes value) {
    int place = place(key);
    keys[place] = key;
    values[place] = value;
  }
}
