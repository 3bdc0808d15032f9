package ee.otel.metrics.benchmark.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As many GET requests as a server answers: {@link #CONNECTIONS} that stay open, and on each the
 * next request as soon as the last one is answered. Every answer has to be a 200.
 *
 * <p>Plain sockets, because what the generator costs is taken from the same processors.
 */
final class Load {
  static final int CONNECTIONS = 8;

  private static final int PATIENCE_MILLIS = 30_000;

  private final URI root;
  private final List<byte[]> requests;

  /**
   * @param paths below the root, to be asked for in turn
   */
  Load(URI root, List<String> paths) {
    this.root = root;
    this.requests =
        paths.stream()
            .map(path -> request(root, path).getBytes(StandardCharsets.US_ASCII))
            .toList();
  }

  /**
   * What was answered.
   *
   * @param seconds from the first request to the last answer
   */
  record Answered(long requests, double seconds) {}

  /** Loads for that long, and waits for the last answers. */
  Answered run(Duration length) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    long end = begin + length.toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Future<Long>> connections = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        int first = i * requests.size() / CONNECTIONS;
        connections.add(threads.submit(() -> ask(first, end)));
      }
      long answered = 0;
      for (Future<Long> connection : connections) {
        answered += connection.get();
      }
      return new Answered(answered, (System.nanoTime() - begin) / 1e9);
    } catch (ExecutionException e) {
      throw new IOException("under load: " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  private long ask(int first, long end) throws IOException {
    long answered = 0;
    Connection connection = new Connection(root);
    try {
      while (System.nanoTime() - end < 0) {
        boolean stays = connection.ask(requests.get((int) ((first + answered) % requests.size())));
        answered++;
        if (!stays) {
          connection.close();
          connection = new Connection(root);
        }
      }
      return answered;
    } finally {
      connection.close();
    }
  }

  private static String request(URI root, String path) {
    return "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: text/plain\r\n\r\n"
        .formatted(root.getRawPath() + path, root.getAuthority());
  }

  /** One at a time: what is read after a request is its answer. */
  private static final class Connection implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)\r\n");
    private static final String HEAD_END = "\r\n\r\n";

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[8192];

    Connection(URI root) throws IOException {
      socket = new Socket(root.getHost(), root.getPort());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      in = socket.getInputStream();
    }

    /** Tells whether the connection stays open. */
    boolean ask(byte[] request) throws IOException {
      socket.getOutputStream().write(request);
      int read = 0;
      String head = "";
      int headEnd = -1;
      while (headEnd < 0) {
        read += readSome(read);
        head = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
        headEnd = head.indexOf(HEAD_END);
      }
      head = head.substring(0, headEnd + HEAD_END.length()).toLowerCase(Locale.ROOT);
      Matcher length = LENGTH.matcher(head);
      if (!head.startsWith("http/1.1 200") || !length.find()) {
        throw new IOException("not a 200 with a length: " + head);
      }
      int all = head.length() + Integer.parseInt(length.group(1));
      while (read < all) {
        read += readSome(read);
      }
      return !head.contains("\r\nconnection: close\r\n");
    }

    private int readSome(int offset) throws IOException {
      int count = in.read(buffer, offset, buffer.length - offset);
      if (count <= 0) {
        throw new EOFException(
            count < 0 ? "the server closed the connection" : "answer > " + buffer.length);
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
