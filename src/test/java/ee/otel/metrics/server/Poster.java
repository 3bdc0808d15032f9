package ee.otel.metrics.server;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.Config;

/** Posts one gauge, made by hand, when asked and when it is stopped. */
@Singleton
@Startup
@Path("probe")
public class Poster {
  @Inject Config config;
  private URL endpoint;

  @PostConstruct
  void configure() {
    endpoint = config.getValue("otel.exporter.otlp.metrics.endpoint", URL.class);
  }

  @GET
  public String post() {
    post("asked");
    return "posted\n";
  }

  @PreDestroy
  void stop() {
    post("stopped");
  }

  private void post(String name) {
    String request =
        "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\""
            + name
            + "\",\"gauge\":{\"dataPoints\":[{\"asInt\":\"1\"}]}}]}]}]}";
    try {
      HttpURLConnection connection = (HttpURLConnection) endpoint.openConnection();
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/json");
      try (OutputStream body = connection.getOutputStream()) {
        body.write(request.getBytes(StandardCharsets.UTF_8));
      }
      connection.getResponseCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
