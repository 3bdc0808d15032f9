package ee.otel.metrics.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Prints how long the end of each exporter holds up the thread that stops its application: it looks
 * at the stacks of all threads again and again, so that neither application nor product know.
 */
final class StopTimes {
  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final String EXPORTER = "ee.otel.metrics.internal.export.ScheduledExporter";

  /** What is printed. */
  static final Pattern LINE = Pattern.compile("The end of an exporter took (\\d+) ms");

  private final Map<Thread, Long> stopping = new HashMap<>();
  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

  private StopTimes() {}

  /** Begins to print a line for each end; until the JVM ends. */
  static void print() {
    StopTimes times = new StopTimes();
    Thread thread = new Thread(times::run, "stop-times");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!Thread.interrupted()) {
      look();
      LockSupport.parkNanos(EVERY_NANOS);
    }
  }

  private void look() {
    Map<Thread, StackTraceElement[]> stacks = Thread.getAllStackTraces();
    long now = System.nanoTime();
    Iterator<Map.Entry<Thread, Long>> known = stopping.entrySet().iterator();
    while (known.hasNext()) {
      Map.Entry<Thread, Long> entry = known.next();
      StackTraceElement[] stack = stacks.get(entry.getKey());
      if (stack == null || !isStopping(stack)) {
        known.remove();
        long millis = TimeUnit.NANOSECONDS.toMillis(now - entry.getValue());
        out.println("The end of an exporter took " + millis + " ms.");
      }
    }
    stacks.forEach(
        (thread, stack) -> {
          if (isStopping(stack)) {
            stopping.putIfAbsent(thread, now);
          }
        });
  }

  private static boolean isStopping(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .anyMatch(
            frame -> frame.getClassName().equals(EXPORTER) && frame.getMethodName().equals("stop"));
  }
}
