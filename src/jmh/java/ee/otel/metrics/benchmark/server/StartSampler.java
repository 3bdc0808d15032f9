package ee.otel.metrics.benchmark.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An agent that looks every few milliseconds which of our methods the main thread is in, and prints
 * it when the JVM ends. That thread deploys; what others do the application does not wait for.
 *
 * <p>Time counts as it passes, loading of classes included, which the flight recorder does not see.
 */
public final class StartSampler {
  static final String OURS = "ee.otel.metrics.";
  static final String LINE = "start sample ";

  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  /** How many of our methods in a chain are told apart. */
  private static final int LINKS = 3;

  private final Map<String, Long> nanos = new TreeMap<>();
  private final Thread main;

  private StartSampler(Thread main) {
    this.main = main;
  }

  /** Called by the JVM on its main thread. */
  public static void premain(String options) {
    StartSampler sampler = new StartSampler(Thread.currentThread());
    Thread thread = new Thread(sampler::sample, "start sampler");
    thread.setDaemon(true);
    thread.start();
    Runtime.getRuntime().addShutdownHook(new Thread(sampler::print));
  }

  private void sample() {
    long before = System.nanoTime();
    while (main.isAlive()) {
      LockSupport.parkNanos(PERIOD_NANOS);
      StackTraceElement[] stack = main.getStackTrace();
      long now = System.nanoTime();
      add(stack, now - before);
      before = now;
    }
  }

  private synchronized void add(StackTraceElement[] stack, long passed) {
    List<String> chain = new ArrayList<>();
    for (int i = stack.length - 1; i >= 0 && chain.size() < LINKS; i--) {
      String type = stack[i].getClassName();
      String name = type.substring(type.lastIndexOf('.') + 1) + "." + stack[i].getMethodName();
      if (type.startsWith(OURS) && !type.equals(getClass().getName()) && !chain.contains(name)) {
        chain.add(name);
      }
    }
    for (int links = 1; links <= chain.size(); links++) {
      nanos.merge(String.join(" > ", chain.subList(0, links)), passed, Long::sum);
    }
  }

  private synchronized void print() {
    nanos.forEach((chain, sum) -> System.out.println(LINE + sum / 1000 + " " + chain));
  }
}
