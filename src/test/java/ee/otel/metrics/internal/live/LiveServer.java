package ee.otel.metrics.internal.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Serves a live page on a loopback port, without a container. */
public final class LiveServer implements AutoCloseable {
  private static final String PATH = "/otel-metrics";

  private static final long STARTED = System.currentTimeMillis();

  private final HttpServer server;
  private final LivePage page;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "live-server");
            thread.setDaemon(true);
            return thread;
          });

  private LiveServer(HttpServer server, LivePage page) {
    this.server = server;
    this.page = page;
    server.createContext(PATH, this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** A server on that loopback port; 0 for a free one. */
  public static LiveServer start(int port, LiveSource source) {
    return start(port, new LivePage(source));
  }

  /** As {@link #start(int, LiveSource)}; time passes faster by {@code times}. */
  static LiveServer startFast(int port, LiveSource source, int times) {
    return start(port, new LivePage(source, fast(times), LiveData.POLL_MILLIS / times));
  }

  /** The clock of {@link #startFast}: milliseconds since the epoch. */
  static LongSupplier fast(int times) {
    return () -> STARTED + (System.currentTimeMillis() - STARTED) * times;
  }

  private static LiveServer start(int port, LivePage page) {
    try {
      return new LiveServer(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0),
          page);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " cannot be bound", e);
    }
  }

  public URI address() {
    return URI.create("http://localhost:" + port() + PATH + "/");
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      LiveResponse response =
          page.answer(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath().substring(PATH.length()),
              PATH.substring(1),
              since(exchange.getRequestURI().getQuery()));
      response.headers().forEach(exchange.getResponseHeaders()::set);
      boolean head = exchange.getRequestMethod().equals("HEAD") || response.body().length == 0;
      exchange.sendResponseHeaders(response.status(), head ? -1 : response.body().length);
      if (!head) {
        exchange.getResponseBody().write(response.body());
      }
    }
  }

  private static @Nullable String since(@Nullable String query) {
    return query != null && query.startsWith("since=") ? query.substring("since=".length()) : null;
  }
}
