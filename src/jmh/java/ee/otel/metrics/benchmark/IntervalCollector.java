package ee.otel.metrics.benchmark;

/** A thread that collects every so often while others record. */
final class IntervalCollector {
  private static final long INTERVAL_MILLIS = 100;

  private final Thread thread;

  IntervalCollector(Sdk sdk) {
    thread = new Thread(() -> collect(sdk), "collector");
    thread.setDaemon(true);
    thread.start();
  }

  private static void collect(Sdk sdk) {
    try {
      while (true) {
        Thread.sleep(INTERVAL_MILLIS);
        sdk.collect();
      }
    } catch (InterruptedException e) {
      // The end.
    }
  }

  void end() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
