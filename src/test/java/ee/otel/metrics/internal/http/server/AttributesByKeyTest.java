package ee.otel.metrics.internal.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import ee.otel.metrics.Collected;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttributesByKeyTest {
  private final AttributesByKey all = new AttributesByKey();

  private static Attributes make(int key) {
    return Collected.set(key);
  }

  @Test
  void attributes_areMadeOnce() {
    List<Attributes> first = new ArrayList<>();
    for (int key = 0; key < AttributesByKey.CAPACITY; key++) {
      first.add(all.get(key * 1024, AttributesByKeyTest::make));
      assertEquals(make(key * 1024), first.get(key));
    }
    for (int key = 0; key < AttributesByKey.CAPACITY; key++) {
      assertSame(first.get(key), all.get(key * 1024, AttributesByKeyTest::make));
    }
  }

  @Test
  void attributesBeyondTheCapacity_areMadeEachTime() {
    for (int key = 0; key < AttributesByKey.CAPACITY; key++) {
      all.get(key, AttributesByKeyTest::make);
    }
    Attributes more = all.get(-1, AttributesByKeyTest::make);
    assertEquals(make(-1), more);
    assertNotSame(more, all.get(-1, AttributesByKeyTest::make));
  }

  @Test
  void attributes_areRightInARace() {
    IntStream.range(0, 20_000)
        .parallel()
        .map(i -> i % 200)
        .forEach(key -> assertEquals(make(key), all.get(key, AttributesByKeyTest::make)));
  }
}
