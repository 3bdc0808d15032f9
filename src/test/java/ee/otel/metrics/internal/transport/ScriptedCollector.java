package ee.otel.metrics.internal.transport;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/** A collector on loopback that answers as it is told, one reply per connection; the last stays. */
public final class ScriptedCollector implements AutoCloseable {

  /** What happens on a connection. */
  public interface Reply {
    void to(Socket socket, Connection connection) throws Exception;
  }

  /** What came in. */
  public record Request(String line, Map<String, List<String>> headers, byte[] body) {
    public @Nullable String header(String name) {
      List<String> values = headers.get(name);
      if (values == null) {
        return null;
      }
      if (values.size() > 1) {
        throw new AssertionError(name + " sent more than once: " + values);
      }
      return values.get(0);
    }
  }

  /** What a reply may use. */
  public interface Connection {
    Request read() throws IOException;

    /** Waits until the collector is closed. */
    boolean sleepUntilClosed(long millis) throws InterruptedException;
  }

  private final ServerSocket listener;
  private final String scheme;
  private final Deque<Reply> script = new ArrayDeque<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  public final List<Request> requests = new CopyOnWriteArrayList<>();

  public ScriptedCollector(Reply... replies) throws IOException {
    this(null, false, replies);
  }

  public ScriptedCollector(@Nullable SSLContext tls, boolean clientCertificate, Reply... replies)
      throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    if (tls == null) {
      listener = new ServerSocket(0, 50, loopback);
      scheme = "http";
    } else {
      SSLServerSocket secure =
          (SSLServerSocket) tls.getServerSocketFactory().createServerSocket(0, 50, loopback);
      secure.setNeedClientAuth(clientCertificate);
      listener = secure;
      scheme = "https";
    }
    script.addAll(Arrays.asList(replies));
    daemon(this::accept);
  }

  public URI uri() {
    return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort() + "/v1/metrics");
  }

  public int port() {
    return listener.getLocalPort();
  }

  public static Reply status(int status, String... headers) {
    return answer(status, new byte[0], headers);
  }

  public static Reply answer(int status, byte[] body, String... headers) {
    return (socket, connection) -> {
      connection.read();
      OutputStream out = socket.getOutputStream();
      // Said, or a client may take the connection for its next request before it sees the end.
      out.write(head(status, "Connection: close\r\nContent-Length: " + body.length, headers));
      out.write(body);
      out.flush();
    };
  }

  public static byte[] head(int status, String first, String... headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n" + first + "\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Reads the request and closes without a word. */
  public static Reply closeWithoutAnswer() {
    return (socket, connection) -> connection.read();
  }

  public static Reply resetAfterRequest() {
    return (socket, connection) -> {
      connection.read();
      socket.setSoLinger(true, 0);
    };
  }

  public static Reply resetAtOnce() {
    return (socket, connection) -> socket.setSoLinger(true, 0);
  }

  public static Reply hang() {
    return (socket, connection) -> {
      connection.read();
      connection.sleepUntilClosed(60_000);
    };
  }

  /** A proxy that connects the client to whom it asks for. */
  public static Reply tunnel() {
    return (socket, connection) -> {
      URI target = URI.create("tcp://" + connection.read().line().split(" ")[1]);
      try (Socket there = new Socket(target.getHost(), target.getPort())) {
        socket.getOutputStream().write(head(200, "Via: 1.1 proxy"));
        daemon(() -> pass(there, socket));
        pass(socket, there);
      }
    };
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // One of the two has closed.
    }
  }

  /** One byte of the given text each 20 ms, over and over, after the given beginning. */
  public static Reply drip(String beginning, String text) {
    return (socket, connection) -> {
      connection.read();
      OutputStream out = socket.getOutputStream();
      out.write(beginning.getBytes(StandardCharsets.ISO_8859_1));
      for (int i = 0; !connection.sleepUntilClosed(20); i++) {
        out.write(text.charAt(i % text.length()));
        out.flush();
      }
    };
  }

  /** The given bytes over and over, without an end. */
  public static Reply endless(byte[] beginning, byte[] piece, String... headers) {
    return (socket, connection) -> {
      connection.read();
      OutputStream out = socket.getOutputStream();
      out.write(head(200, "Connection: close", headers));
      out.write(beginning);
      while (!connection.sleepUntilClosed(0)) {
        out.write(piece);
      }
    };
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    while (closed.getCount() > 0) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        daemon(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    Reply reply;
    synchronized (script) {
      reply = script.size() > 1 ? script.poll() : script.peek();
    }
    try (socket) {
      socket.setSoTimeout(20_000);
      reply.to(
          socket,
          new Connection() {
            @Override
            public Request read() throws IOException {
              Request request = request(socket.getInputStream());
              requests.add(request);
              return request;
            }

            @Override
            public boolean sleepUntilClosed(long millis) throws InterruptedException {
              return closed.await(millis, TimeUnit.MILLISECONDS);
            }
          });
    } catch (Exception e) {
      // The client went away, or never spoke: what it saw is asserted there.
    } finally {
      open.remove(socket);
    }
  }

  private static Request request(InputStream in) throws IOException {
    String line = line(in);
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers
          .computeIfAbsent(header.substring(0, colon), any -> new ArrayList<>())
          .add(header.substring(colon + 1).trim());
    }
    byte[] body;
    if (line.startsWith("CONNECT ")) {
      body = new byte[0];
    } else if (headers.containsKey("Content-Length")) {
      int length = Integer.parseInt(headers.get("Content-Length").get(0));
      body = in.readNBytes(length);
      if (body.length < length) {
        throw new EOFException();
      }
    } else {
      ByteArrayOutputStream chunks = new ByteArrayOutputStream();
      for (int n = Integer.parseInt(line(in), 16); n > 0; n = Integer.parseInt(line(in), 16)) {
        chunks.writeBytes(in.readNBytes(n));
        line(in);
      }
      body = chunks.toByteArray();
    }
    return new Request(line, headers, body);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "collector");
    thread.setDaemon(true);
    thread.start();
  }
}
