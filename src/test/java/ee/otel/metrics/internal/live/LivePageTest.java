package ee.otel.metrics.internal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivePageTest {
  private static final Pattern REFERENCE =
      Pattern.compile("(?:href|src)=\"([^\"]+)\"|from '\\./([^']+)'");

  private final LivePage page = new LivePage(() -> new LiveSnapshot(List.of(), LiveStatus.EMPTY));

  private LiveResponse get(String path) {
    return page.answer("GET", path, "otel-metrics", null);
  }

  private static String text(LiveResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void address_withoutSlash_leadsToTheOneWith() {
    LiveResponse response = get("");
    assertEquals(302, response.status());
    assertEquals("otel-metrics/", response.headers().get("Location"));
  }

  @Test
  void everyPart_isServedAndTyped() {
    Set<String> seen = new HashSet<>(Set.of("/"));
    List<String> open = new java.util.ArrayList<>(seen);
    while (!open.isEmpty()) {
      String path = open.remove(0);
      LiveResponse response = get(path);
      assertEquals(200, response.status(), path);
      assertTrue(response.body().length > 0, path);
      String type = response.headers().get("Content-Type");
      assertTrue(type.startsWith(path.endsWith(".js") ? "text/javascript" : ""), path);
      REFERENCE
          .matcher(path.endsWith("uplot.js") ? "" : text(response))
          .results()
          .map(found -> "/" + (found.group(1) != null ? found.group(1) : found.group(2)))
          .filter(seen::add)
          .forEach(open::add);
    }
    assertTrue(seen.containsAll(Set.of("/uplot.js", "/histogram.js", "/uplot-licence.txt")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/data", "/app.js", "/nothing"})
  void everyAnswer_isHardened(String path) {
    var headers = get(path).headers();
    String policy = headers.get("Content-Security-Policy");
    assertTrue(policy.startsWith("default-src 'none';"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertFalse(policy.contains("http"), policy);
    assertEquals("nosniff", headers.get("X-Content-Type-Options"));
    assertEquals("no-store", headers.get("Cache-Control"));
    assertEquals("no-referrer", headers.get("Referrer-Policy"));
  }

  @Test
  void page_hasNothingInline() {
    String html = text(get("/"));
    assertFalse(Pattern.compile("<script(?![^>]*src=)").matcher(html).find());
    assertFalse(html.contains("<style"));
    assertFalse(Pattern.compile("\\s(style|on\\w+)=").matcher(html).find());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../LivePage.class",
        "/page/app.js",
        "/LivePage.class",
        "/app.js/",
        "//",
        "/%2e%2e/",
        "/index.html"
      })
  void anythingElse_isNotThere(String path) {
    assertEquals(404, get(path).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE"})
  void otherMethods_areRefused(String method) {
    assertEquals(405, page.answer(method, "/data", "otel-metrics", null).status());
  }
}
