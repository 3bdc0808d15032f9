package ee.otel.metrics.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.internal.view.AttributeFilter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeriesKeyTest {
  private static final List<AttributeFilter> FILTERS =
      List.of(
          AttributeFilter.ALL,
          new AttributeFilter(Set.of("a", "b"), Set.of()),
          new AttributeFilter(Set.of(), Set.of()),
          new AttributeFilter(null, Set.of("c")),
          new AttributeFilter(Set.of("a", "c"), Set.of("c", "d")));

  @Test
  void key_findsWhatIsKept() {
    List<Attributes> all = someAttributes();
    for (AttributeFilter filter : FILTERS) {
      SeriesKey key = new SeriesKey(filter);
      for (Attributes measured : all) {
        Attributes kept = filter.keptOf(measured);
        assertEquals(key.hash(kept), key.hash(measured));
        assertTrue(key.isFor(kept, measured));
        assertTrue(key.isFor(kept, kept));
      }
    }
  }

  @Test
  void key_tellsSeriesApart() {
    List<Attributes> all = someAttributes();
    for (AttributeFilter filter : FILTERS) {
      SeriesKey key = new SeriesKey(filter);
      for (Attributes one : all) {
        Attributes series = filter.keptOf(one);
        for (Attributes measured : all) {
          boolean same = series.equals(filter.keptOf(measured));
          assertEquals(same, key.isFor(series, measured), series + " of " + measured);
        }
      }
    }
  }

  @Test
  void key_tellsTypesApart() {
    SeriesKey key = new SeriesKey(new AttributeFilter(null, Set.of("x")));
    Attributes number = Attributes.of(AttributeKey.longKey("a"), 1L);
    Attributes text = Attributes.of(AttributeKey.stringKey("a"), "1");
    assertFalse(key.isFor(number, text));
  }

  private static List<Attributes> someAttributes() {
    Random random = new Random(3);
    List<Attributes> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      AttributesBuilder attributes = Attributes.builder();
      for (String name : List.of("a", "b", "c", "d")) {
        switch (random.nextInt(5)) {
          case 0 -> attributes.put(name, random.nextInt(2));
          case 1 -> attributes.put(name, "v" + random.nextInt(2));
          case 2 -> attributes.put(name, "x", "y");
          default -> {}
        }
      }
      all.add(attributes.build());
    }
    return all;
  }
}
