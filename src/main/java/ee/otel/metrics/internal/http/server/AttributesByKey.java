package ee.otel.metrics.internal.http.server;

import io.opentelemetry.api.common.Attributes;
import java.util.function.IntFunction;

/**
 * Attributes that are made once, by a small number. A look-up neither locks nor allocates; those
 * beyond {@value #CAPACITY} are made anew each time. Safe from any thread.
 */
final class AttributesByKey {
  static final int CAPACITY = 256;

  private volatile AttributesTable table = AttributesTable.of(4);
  private int size;

  Attributes get(int key, IntFunction<Attributes> maker) {
    AttributesTable all = table;
    Attributes found = all.get(key);
    return found != null ? found : add(key, maker);
  }

  private synchronized Attributes add(int key, IntFunction<Attributes> maker) {
    AttributesTable all = table;
    Attributes found = all.get(key);
    if (found != null) {
      return found;
    }
    Attributes made = maker.apply(key);
    if (size < CAPACITY) {
      size++;
      table = all.with(key, made, 2 * size > all.capacity());
    }
    return made;
  }
}
