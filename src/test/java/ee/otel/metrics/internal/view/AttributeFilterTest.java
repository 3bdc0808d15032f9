package ee.otel.metrics.internal.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttributeFilterTest {

  @Test
  void all_keepsAll() {
    assertTrue(AttributeFilter.ALL.keepsAll());
    assertTrue(AttributeFilter.ALL.keeps("anything"));
  }

  @Test
  void included_keepsThoseOnly() {
    assertEquals(
        List.of("a", "http.x"), kept(new AttributeFilter(Set.of("a", "http.*"), Set.of())));
  }

  @Test
  void nothingIncluded_keepsNothing() {
    AttributeFilter none = new AttributeFilter(Set.of(), Set.of());

    assertFalse(none.keepsAll());
    assertEquals(List.of(), kept(none));
  }

  @Test
  void excluded_removesThoseEvenWhenIncluded() {
    assertEquals(List.of("b", "http.x"), kept(new AttributeFilter(null, Set.of("a"))));
    assertEquals(
        List.of("http.x"), kept(new AttributeFilter(Set.of("a", "http.x"), Set.of("?", "nobody"))));
    assertEquals(List.of(), kept(new AttributeFilter(null, Set.of("*"))));
  }

  @Test
  void keys_areComparedWithCase() {
    assertEquals(List.of(), kept(new AttributeFilter(Set.of("A", "HTTP.*"), Set.of())));
  }

  @Test
  void and_keepsWhatBothKeep() {
    AttributeFilter first = new AttributeFilter(Set.of("a", "http.*"), Set.of());
    AttributeFilter second = new AttributeFilter(Set.of("http.x", "b"), Set.of());

    assertEquals(List.of("http.x"), kept(first.and(second)));
    assertEquals(List.of("http.x"), kept(second.and(first)));
    assertEquals(List.of("a"), kept(first.and(new AttributeFilter(null, Set.of("http.x")))));
    assertEquals(first, first.and(AttributeFilter.ALL));
  }

  @Test
  void filtersOfTheSameKeys_areEqual() {
    assertEquals(
        new AttributeFilter(Set.of("a", "b*", "c*"), Set.of("d")),
        new AttributeFilter(Set.of("c*", "b*", "a"), Set.of("d")));
  }

  private static List<String> kept(AttributeFilter filter) {
    return List.of("a", "b", "http.x").stream().filter(filter::keeps).toList();
  }
}
