package ee.otel.metrics.receiver;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/** A receiver to look at: prints each request until Ctrl-C. */
public final class ReceiverConsole {
  private ReceiverConsole() {}

  /**
   * @param args the port; 4318, OTLP's own, when there is none
   */
  public static void main(String[] args) throws InterruptedException {
    int port = args.length == 0 ? 4318 : Integer.parseInt(args[0]);
    Look look = Look.ofStandardOutput();
    PrintStream out = look.standardOutput();
    try (OtlpReceiver receiver = OtlpReceiver.start(port)) {
      print(receiver, look, out);
      out.println("Receiving OTLP metrics at " + receiver.metricsEndpoint() + "; Ctrl-C ends.");
      new CountDownLatch(1).await();
    }
  }

  /** Prints each later request of the receiver as a table. */
  public static void print(OtlpReceiver receiver, Look look, PrintStream out) {
    MetricsTable table = new MetricsTable(look);
    receiver.listener(
        request -> {
          out.print(table.draw(request));
          out.flush();
        });
  }
}
