package ee.otel.metrics.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Specification: Resource SDK, Merge. */
class ResourceTest {
  private static final AttributeKey<String> A = AttributeKey.stringKey("a");
  private static final AttributeKey<String> B = AttributeKey.stringKey("b");

  @Test
  void merge_letsTheUpdatingAttributesWin() {
    Resource merged =
        Resource.of(Attributes.of(A, "old", B, "kept")).merge(Resource.of(Attributes.of(A, "")));

    assertEquals(Attributes.of(A, "", B, "kept"), merged.attributes());
  }

  @ParameterizedTest
  @CsvSource({",,", "x,,x", ",x,x", "x,x,x", "x,y,", "'',x,x"})
  void merge_keepsASchemaThatIsUndisputed(
      @Nullable String old, @Nullable String updating, @Nullable String expected) {
    Resource merged =
        new Resource(Attributes.empty(), old).merge(new Resource(Attributes.empty(), updating));

    assertEquals(expected, merged.schemaUrl());
  }

  @Test
  void merge_withNothingChangesNothing() {
    Resource resource = new Resource(Attributes.of(A, "1"), "x");

    assertEquals(resource, resource.merge(Resource.EMPTY));
    assertEquals(resource, Resource.EMPTY.merge(resource));
  }
}
