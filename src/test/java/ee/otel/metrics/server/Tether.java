package ee.otel.metrics.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An agent in a server's JVM that ends the server when its parent is gone, and hands on what the
 * parent says.
 *
 * <p>The parent holds the other end of standard input. That end closes however the parent dies, so
 * that not even {@code kill -9} of a test leaves a server behind.
 */
public final class Tether {
  /** The line that has {@link StopTimes} printed. */
  static final String TIME_STOPS = "time stops";

  private static final int GRACE_SECONDS = 30;

  private Tether() {}

  /** Called by the JVM. */
  public static void premain(String options, Instrumentation instrumentation) {
    Thread thread = new Thread(() -> watch(instrumentation), "tether");
    thread.setDaemon(true);
    thread.start();
  }

  private static void watch(Instrumentation instrumentation) {
    try {
      BufferedReader parent =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = parent.readLine(); line != null; line = parent.readLine()) {
        if (line.equals(TIME_STOPS)) {
          StopTimes.print();
        } else {
          PayaraMicroDeployer.obey(line, instrumentation);
        }
      }
    } catch (IOException e) {
      // A broken pipe is an end too.
    }
    Thread halt = new Thread(Tether::haltAfterGrace, "tether-halt");
    halt.setDaemon(true);
    halt.start();
    System.exit(143);
  }

  private static void haltAfterGrace() {
    try {
      new CountDownLatch(1).await(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      // Then now.
    }
    Runtime.getRuntime().halt(137);
  }
}
