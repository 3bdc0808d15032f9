package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The live page of an application in the server. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class LiveIT {
  private final HttpClient client = HttpClient.newHttpClient();

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.configured(
        Wars.till("live"),
        Map.of(
            "otel.metrics.ee.live", "true",
            "otel.metrics.exporter", "none",
            "otel.service.name", "till"));
  }

  private HttpResponse<String> get(URL root, String path, String... headers) throws Exception {
    URI page = Application.of(root).root().resolve(path);
    HttpRequest.Builder request = HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(20));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void page_showsWhatTheApplicationMeasures(@ArquillianResource URL root) throws Exception {
    get(root, "till/instruments");
    HttpResponse<String> toPage = get(root, "otel-metrics");
    assertEquals(302, toPage.statusCode());
    assertTrue(toPage.headers().firstValue("Location").orElse("").endsWith("otel-metrics/"));
    HttpResponse<String> page = get(root, "otel-metrics/");
    assertEquals(200, page.statusCode(), page.body());
    assertEquals("nosniff", page.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertTrue(page.headers().firstValue("Content-Security-Policy").orElse("").contains("'none'"));
    assertEquals(200, get(root, "otel-metrics/uplot.js").statusCode());
    assertEquals(404, get(root, "otel-metrics/WEB-INF/web.xml").statusCode());
    // Its own requests are not among the metrics; those of the application are.
    String data = get(root, "otel-metrics/data").body();
    assertTrue(data.contains("\"service.name\",\"till\""), data);
    assertTrue(data.contains("till.sales"), data);
    assertFalse(data.contains("/otel-metrics"), data);
  }

  @Test
  void page_isForThisMachineOnly(@ArquillianResource URL root) throws Exception {
    assertEquals(403, get(root, "otel-metrics/", "X-Forwarded-For", "127.0.0.1").statusCode());
    assertEquals(403, get(root, "otel-metrics/data", "X-Forwarded-For", "192.0.2.1").statusCode());
  }
}
