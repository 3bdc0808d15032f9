package ee.otel.metrics.internal.live;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests for the live page, its parts and its data, without a server. Safe from any
 * thread.
 */
public final class LivePage {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "js", "text/javascript;charset=utf-8",
          "svg", "image/svg+xml",
          "txt", "text/plain;charset=utf-8");

  /** The page's parts by their path; nothing else of the class path is served. */
  private static final Map<String, String> PARTS = parts();

  private final LiveData data;
  private final Map<String, byte[]> loaded = new ConcurrentHashMap<>();

  /**
   * @param source what the page shows
   */
  public LivePage(LiveSource source) {
    this(source, System::currentTimeMillis, LiveData.POLL_MILLIS);
  }

  LivePage(LiveSource source, LongSupplier clock, int pollMillis) {
    this.data = new LiveData(source, clock, pollMillis);
  }

  /**
   * The answer to a request.
   *
   * @param method the HTTP method
   * @param path what follows the page's own address, decoded: empty, or beginning with a slash
   * @param self the last segment of the page's own address, for an address without a slash
   * @param since the query's parameter of that name, if any
   */
  public LiveResponse answer(String method, String path, String self, @Nullable String since) {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return LiveResponse.text(405, "Only GET and HEAD are answered here.");
    }
    if (path.isEmpty()) {
      return LiveResponse.redirect(self + "/");
    }
    if (path.equals("/data")) {
      return LiveResponse.of(200, "application/json;charset=utf-8", data.json(since));
    }
    String resource = PARTS.get(path);
    if (resource == null) {
      return LiveResponse.text(404, "There is nothing here.");
    }
    return LiveResponse.of(200, type(path), loaded.computeIfAbsent(resource, LivePage::load));
  }

  @SuppressWarnings("NullAway") // every part has one of these endings
  private static String type(String path) {
    return TYPES.get(path.equals("/") ? "html" : path.substring(path.lastIndexOf('.') + 1));
  }

  private static Map<String, String> parts() {
    Map<String, String> parts = new HashMap<>();
    parts.put("/", "page/index.html");
    for (String name : List.of("app", "card", "chart", "detail", "dom", "feed", "format")) {
      parts.put("/" + name + ".js", "page/" + name + ".js");
    }
    for (String name : List.of("histogram", "query", "status", "store")) {
      parts.put("/" + name + ".js", "page/" + name + ".js");
    }
    parts.put("/live.css", "page/live.css");
    parts.put("/icon.svg", "page/icon.svg");
    parts.put("/uplot.js", "uplot/uPlot.iife.min.js");
    parts.put("/uplot.css", "uplot/uPlot.min.css");
    parts.put("/uplot-licence.txt", "uplot/LICENSE");
    return Map.copyOf(parts);
  }

  private static byte[] load(String resource) {
    try (InputStream in = LivePage.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("part of the live page is missing: " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
