package ee.otel.demo;

import ee.otel.metrics.internal.live.LiveServer;
import ee.otel.metrics.receiver.Look;
import ee.otel.metrics.receiver.MetricsTable;
import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedMetrics;
import ee.otel.metrics.receiver.ReceivedRequest;
import ee.otel.metrics.server.Launch;
import ee.otel.metrics.server.Project;
import ee.otel.metrics.server.Server;
import ee.otel.metrics.server.ServerProcess;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs the shop on an application server, shows what it measures on a live page and prints it,
 * until Ctrl-C or for the seconds that {@code demo.seconds} says; {@code demo.interval} is the
 * export interval in milliseconds.
 *
 * <p>With a number of seconds it ends well only if metrics came while the server ran and once more
 * when it was stopped by SIGTERM.
 */
public final class Demo {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

  private final PrintStream out;
  private final OtlpReceiver receiver;
  private final ReceivedMetrics received;
  private final Server server = Server.ofTheBuild();

  private Demo(OtlpReceiver receiver, Look look, PrintStream out) {
    this.receiver = receiver;
    this.out = out;
    this.received = ReceivedMetrics.of(receiver);
    MetricsTable table = new MetricsTable(look);
    receiver.listener(
        request -> {
          received.accept(request);
          out.print(table.draw(request));
          out.flush();
        });
  }

  /** Ends with an exception, so that Maven as well as a shell see the failure. */
  public static void main(String[] args) throws InterruptedException {
    int seconds = Integer.getInteger("demo.seconds", 0);
    int interval = Integer.getInteger("demo.interval", 2000);
    Look look = Look.ofStandardOutput();
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      new Demo(receiver, look, look.standardOutput()).run(seconds, interval);
    }
  }

  private void run(int seconds, int interval) throws InterruptedException {
    try (LiveServer page = LiveServer.start(0, received)) {
      say("Live page of what the receiver gets: " + page.address());
      runShop(seconds, interval);
    }
  }

  private void runShop(int seconds, int interval) throws InterruptedException {
    say("Building shop.war with " + Project.productJar().getFileName());
    int port = ServerProcess.freePort();
    Launch launch =
        Launch.of(ShopWar.build(), "api/stock")
            .on(port)
            .with("otel.exporter.otlp.metrics.endpoint", receiver.metricsEndpoint())
            .with("otel.metric.export.interval", interval)
            .with("otel.metrics.ee.live", true)
            .with("shop.url", "http://127.0.0.1:" + port + "/shop");
    say("Starting " + server.title() + "; the first time this takes about 20 seconds");
    try (ServerProcess shop = ServerProcess.start(server, launch)) {
      say("The shop is open: " + shop.application().root() + "api/stock");
      say("Live page of the shop itself: " + shop.application().root() + "otel-metrics/");
      say("Server log: " + shop.output());
      say("Receiving at " + receiver.metricsEndpoint() + ", an export every " + interval + " ms");
      if (seconds == 0) {
        runUntilCtrlC(shop);
      } else {
        runFor(seconds, shop);
      }
    }
  }

  private void runFor(int seconds, ServerProcess shop) {
    say("Running for " + seconds + " seconds");
    receiver.awaitCount(1, STOP_TIMEOUT);
    if (shop.endsWithin(Duration.ofSeconds(seconds))) {
      throw new IllegalStateException("the server ended by itself\n" + shop.tail());
    }
    if (!stop(shop)) {
      throw new IllegalStateException("the final flush was not received\n" + shop.tail());
    }
  }

  private void runUntilCtrlC(ServerProcess shop) throws InterruptedException {
    say("Ctrl-C ends the demonstration");
    CountDownLatch never = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(shop), "demo-stop"));
    never.await(Long.MAX_VALUE, TimeUnit.SECONDS);
  }

  /** Tells whether anything arrived between the signal and the server's end. */
  private boolean stop(ServerProcess shop) {
    int before = receiver.requests().size();
    say("Stopping " + server.title() + "; what it measured last has to arrive now");
    shop.terminate();
    ServerProcess.Exit exit = shop.awaitExit(STOP_TIMEOUT);
    say(server.title() + " ended after " + exit.after().toMillis() + " ms");
    List<ReceivedRequest> all = receiver.requests();
    if (all.size() == before) {
      return false;
    }
    ReceivedRequest last = all.get(all.size() - 1);
    say(
        "Final flush received: request %d with %d metrics and %d points"
            .formatted(last.number(), last.metrics().size(), last.pointCount()));
    return true;
  }

  private void say(String message) {
    out.println("[demo] " + message);
    out.flush();
  }
}
