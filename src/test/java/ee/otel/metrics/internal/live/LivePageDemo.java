package ee.otel.metrics.internal.live;

import java.util.concurrent.CountDownLatch;

/** The live page of a shop that does not exist, until Ctrl-C: to work on the page itself. */
public final class LivePageDemo {
  private LivePageDemo() {}

  public static void main(String[] arguments) throws InterruptedException {
    int port = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
    try (LiveServer server = LiveServer.start(port, new SampleShop(System::currentTimeMillis))) {
      System.out.println("Live page: " + server.address());
      new CountDownLatch(1).await();
    }
  }
}
