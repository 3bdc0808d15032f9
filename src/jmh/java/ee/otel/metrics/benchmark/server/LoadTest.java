package ee.otel.metrics.benchmark.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {
  private static final Duration LENGTH = Duration.ofMillis(300);

  private final Map<String, AtomicLong> asked = new ConcurrentHashMap<>();
  private final Set<Integer> ports = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newFixedThreadPool(Load.CONNECTIONS);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void everyAnswer_isCountedOnce() throws Exception {
    answering(200, 1000);
    Load.Answered answered = load().run(LENGTH);
    assertTrue(answered.requests() > 0);
    assertEquals(answered.requests(), asked.values().stream().mapToLong(AtomicLong::get).sum());
    assertEquals(Set.of("/shop/a?n=1", "/shop/b?n=2"), asked.keySet());
    assertTrue(answered.seconds() >= 0.3, answered::toString);
  }

  @Test
  void closedConnection_isReplaced() throws Exception {
    answering(200, 1);
    Load.Answered answered = load().run(Duration.ofSeconds(1));
    assertTrue(answered.requests() > Load.CONNECTIONS, answered::toString);
    // Not as many ports as answers: the operating system may give one twice.
    assertTrue(ports.size() > Load.CONNECTIONS, () -> ports.size() + " ports");
  }

  @Test
  void otherStatus_endsTheLoad() {
    answering(503, 1000);
    IOException failure = assertThrows(IOException.class, () -> load().run(LENGTH));
    assertTrue(failure.getMessage().contains("http/1.1 503"), failure.getMessage());
  }

  private Load load() {
    URI root = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/shop/");
    return new Load(root, List.of("a?n=1", "b?n=2"));
  }

  /** Closes the connection with every so many-th answer. */
  private void answering(int status, int closeEvery) {
    AtomicLong answers = new AtomicLong();
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String path = exchange.getRequestURI().toString();
            ports.add(exchange.getRemoteAddress().getPort());
            asked.computeIfAbsent(path, unused -> new AtomicLong()).incrementAndGet();
            if (answers.incrementAndGet() % closeEvery == 0) {
              exchange.getResponseHeaders().set("Connection", "close");
            }
            byte[] body = {'9', '.', '9'};
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
          }
        });
  }
}
