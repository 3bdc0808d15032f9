package ee.otel.metrics.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/**
 * An OTLP/HTTP receiver for metrics on a loopback port.
 *
 * <p>Every method may be called from any thread. A request is remembered before it is answered, so
 * that it is there as soon as the sender has its answer.
 */
public final class OtlpReceiver implements AutoCloseable {
  static {
    // Without it an answer waits 40 ms for the sender's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Object lock = new Object();
  private final List<ReceivedRequest> requests = new ArrayList<>();
  private final Deque<Answer> queued = new ArrayDeque<>();
  private Function<ReceivedRequest, Answer> otherwise = request -> Answer.ok();
  private Consumer<ReceivedRequest> listener = request -> {};
  private int received;
  private boolean closed;

  private final String scheme;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "otlp-receiver");
            thread.setDaemon(true);
            return thread;
          });

  private OtlpReceiver(String scheme, HttpServer server) {
    this.scheme = scheme;
    this.server = server;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** A receiver on a free loopback port. */
  public static OtlpReceiver start() {
    return start(0);
  }

  /** A receiver on that loopback port; 0 for a free one. */
  public static OtlpReceiver start(int port) {
    try {
      return new OtlpReceiver("http", HttpServer.create(loopback(port), 0));
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " cannot be bound", e);
    }
  }

  /** A receiver on a free loopback port that speaks TLS. */
  public static OtlpReceiver startTls(SSLContext context, boolean clientCertificateNeeded) {
    try {
      HttpsServer https = HttpsServer.create(loopback(0), 0);
      https.setHttpsConfigurator(
          new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
              var ssl = getSSLContext().getDefaultSSLParameters();
              ssl.setNeedClientAuth(clientCertificateNeeded);
              parameters.setSSLParameters(ssl);
            }
          });
      return new OtlpReceiver("https", https);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** What {@code otel.exporter.otlp.endpoint} takes: no path. */
  public URI endpoint() {
    return URI.create(scheme + "://localhost:" + port());
  }

  /** What {@code otel.exporter.otlp.metrics.endpoint} takes: with its path. */
  public URI metricsEndpoint() {
    return endpoint().resolve("/v1/metrics");
  }

  /** The next requests get these answers, one each; later ones what they get without. */
  public OtlpReceiver answer(Answer... next) {
    synchronized (lock) {
      queued.addAll(Arrays.asList(next));
    }
    return this;
  }

  /** Every request that finds no queued answer gets the function's; a success by default. */
  public OtlpReceiver otherwise(Function<ReceivedRequest, Answer> answer) {
    synchronized (lock) {
      otherwise = answer;
    }
    return this;
  }

  /** Calls the listener with each later request, before it is answered, on a receiver's thread. */
  public OtlpReceiver listener(Consumer<ReceivedRequest> listener) {
    synchronized (lock) {
      this.listener = listener;
    }
    return this;
  }

  /** All requests since the start or the last {@link #clear}, oldest first. */
  public List<ReceivedRequest> requests() {
    synchronized (lock) {
      return List.copyOf(requests);
    }
  }

  /** Forgets requests and queued answers; numbers go on. */
  public void clear() {
    synchronized (lock) {
      requests.clear();
      queued.clear();
    }
  }

  /**
   * Waits until the requests are as wanted.
   *
   * @throws AssertionError with what came, when the time is over
   */
  public List<ReceivedRequest> await(Predicate<List<ReceivedRequest>> wanted, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    synchronized (lock) {
      while (true) {
        List<ReceivedRequest> now = List.copyOf(requests);
        if (wanted.test(now)) {
          return now;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis <= 0) {
          throw new AssertionError("not received within " + atMost + "; what came: " + now);
        }
        waitFor(millis);
      }
    }
  }

  /** Waits until there are that many requests. */
  public List<ReceivedRequest> awaitCount(int count, Duration atMost) {
    return await(all -> all.size() >= count, atMost);
  }

  /** Waits for a request that is as wanted, and gives the first such. */
  public ReceivedRequest awaitAny(Predicate<ReceivedRequest> wanted, Duration atMost) {
    return await(all -> all.stream().anyMatch(wanted), atMost).stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow();
  }

  /** Stops at once; hanging requests are cut. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] wire = exchange.getRequestBody().readAllBytes();
      Answer answer;
      ReceivedRequest request;
      Consumer<ReceivedRequest> told;
      synchronized (lock) {
        request =
            ReceivedRequest.decode(
                ++received,
                Instant.now(),
                exchange.getRequestURI().toString(),
                headers(exchange),
                wire);
        requests.add(request);
        lock.notifyAll();
        Answer next = queued.poll();
        answer = next != null ? next : otherwise.apply(request);
        told = listener;
      }
      told.accept(request);
      respond(exchange, request, answer);
    }
  }

  private void respond(HttpExchange exchange, ReceivedRequest request, Answer answer)
      throws IOException {
    switch (answer.kind()) {
      case HANG -> pause(Duration.ofDays(1));
      case DISCONNECT -> {}
      case RESPOND -> {
        pause(answer.delay());
        Answer sent = answer.status() == 200 ? readable(exchange, request, answer) : answer;
        sent.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(
            sent.status(), sent.body().length == 0 ? -1 : sent.body().length);
        if (sent.body().length > 0) {
          exchange.getResponseBody().write(sent.body());
        }
      }
    }
  }

  /** A success is only for what a collector would take too. */
  private static Answer readable(HttpExchange exchange, ReceivedRequest request, Answer answer) {
    if (!exchange.getRequestMethod().equals("POST")) {
      return Answer.status(405);
    }
    if (request.problem() != null) {
      return Answer.status(400).text(request.problem());
    }
    boolean json = request.header("content-type").orElse("").startsWith("application/json");
    if (answer.headers().containsKey("Content-Type")) {
      return answer;
    }
    return json
        ? answer.body("application/json", new byte[] {'{', '}'})
        : answer.body("application/x-protobuf", answer.body());
  }

  private static Map<String, List<String>> headers(HttpExchange exchange) {
    Map<String, List<String>> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    return Map.copyOf(headers);
  }

  /** Waits that long, or until the receiver is closed. */
  private void pause(Duration delay) {
    long deadline = System.nanoTime() + delay.toNanos();
    synchronized (lock) {
      while (!closed) {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis <= 0) {
          return;
        }
        waitFor(millis);
      }
    }
  }

  private void waitFor(long millis) {
    try {
      lock.wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }
}
