package ee.otel.metrics.internal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.json.JsonArray;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Property(tries = 300)
  void anyText_comesBackAsItWas(@ForAll String text) {
    JsonArray read = read(new Json(16).array().value(text).endArray());
    byte[] asUtf8 = text.getBytes(StandardCharsets.UTF_8); // a lone surrogate has no UTF-8
    assertEquals(new String(asUtf8, StandardCharsets.UTF_8), read.getString(0));
  }

  @Property(tries = 300)
  void anyFiniteNumber_comesBackAsItWas(@ForAll double number) {
    assertEquals(
        number == 0 ? 0 : number,
        read(new Json(16).array().value(number).endArray()).getJsonNumber(0).doubleValue());
  }

  @Test
  void markup_isEscaped() {
    String text =
        new String(
            new Json(16).value("</script><b>&\u2028\u0001").toBytes(), StandardCharsets.UTF_8);
    assertEquals("\"\\u003c/script\\u003e\\u003cb\\u003e\\u0026\\u2028\\u0001\"", text);
    assertFalse(text.contains("<"));
  }

  @Test
  void notANumber_isNull() {
    Json json = new Json(16).array();
    json.value(Double.NaN).value(Double.POSITIVE_INFINITY).value(1.5).value(2.0).endArray();
    assertEquals("[null,null,1.5,2]", new String(json.toBytes(), StandardCharsets.UTF_8));
  }

  @Test
  void members_areSeparatedByCommas() {
    Json json = new Json(16).object();
    json.name("a").array().value(1).array().endArray().endArray();
    json.name("b").object().endObject().name("c").value(true).endObject();
    assertEquals(
        "{\"a\":[1,[]],\"b\":{},\"c\":true}", new String(json.toBytes(), StandardCharsets.UTF_8));
  }

  private static JsonArray read(Json json) {
    return jakarta.json.Json.createReader(new ByteArrayInputStream(json.toBytes())).readArray();
  }
}
