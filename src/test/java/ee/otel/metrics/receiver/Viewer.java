package ee.otel.metrics.receiver;

import ee.otel.metrics.internal.live.LiveServer;
import java.util.concurrent.CountDownLatch;

/** Receives any application's OTLP metrics and shows them on the live page, until Ctrl-C. */
public final class Viewer {
  private Viewer() {}

  /**
   * @param args the port to receive on; 4318, OTLP's own, when there is none; and that of the page,
   *     or 0 for a free one
   */
  public static void main(String[] args) throws InterruptedException {
    int port = args.length < 1 ? 4318 : Integer.parseInt(args[0]);
    int pagePort = args.length < 2 ? 0 : Integer.parseInt(args[1]);
    try (OtlpReceiver receiver = OtlpReceiver.start(port)) {
      ReceivedMetrics received = ReceivedMetrics.of(receiver);
      receiver.listener(
          request -> {
            received.accept(request);
            receiver.clear();
          });
      try (LiveServer page = LiveServer.start(pagePort, received)) {
        System.out.println("Live page: " + page.address());
        System.out.println(
            "Receiving OTLP metrics at " + receiver.metricsEndpoint() + "; Ctrl-C ends.");
        new CountDownLatch(1).await();
      }
    }
  }
}
