package ee.otel.metrics.benchmark.server;

import ee.otel.metrics.benchmark.server.Shop.Done;
import ee.otel.metrics.benchmark.server.Shop.Megabytes;
import ee.otel.metrics.server.PayaraMicro;
import ee.otel.metrics.server.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the shop on Payara Micro with each {@link Variant} and puts it under {@link Load}.
 *
 * <p>In each round three servers are started one after the other, and then loaded in turns while
 * the others are idle, so that each meets the same machine and has run equally long. A server is a
 * process of its own, and only its processor time is counted; load and receivers are in this one.
 *
 * <p>{@code -Dbenchmark.server.jfr=true} leaves a flight recording of each variant in {@code
 * target}.
 */
public final class ServerCost {
  static final int ROUNDS = 3;
  static final int SLICES = 3;

  /** Exports that an hour brings at the usual interval of a minute. */
  static final int EXPORTS = 60;

  /** Payara's timers do not come more often. */
  static final int INTERVAL_MILLIS = 1000;

  static final int MANY = 10_000;
  static final List<String> JVM_OPTIONS = List.of("-XX:+UseG1GC", "-Xms512m", "-Xmx512m");

  private static final Duration WARM_UP = Duration.ofSeconds(14);
  private static final Duration WARM_UP_MANY = Duration.ofSeconds(2);
  private static final Duration LOAD = Duration.ofSeconds(5);
  private static final Duration LOAD_MANY = Duration.ofSeconds(2);

  private final Server server = new PayaraMicro();
  private final Figures figures = new Figures();

  private ServerCost() {}

  /**
   * Measures for some minutes.
   *
   * @param circumstances machine, date, JDK, as Markdown
   * @return a section of a page, as Markdown
   */
  public static String measure(String circumstances) throws IOException, InterruptedException {
    ServerCost cost = new ServerCost();
    for (int round = 0; round < ROUNDS; round++) {
      cost.round(round);
    }
    return new ServerCostReport(cost.server.title(), circumstances, cost.figures).section();
  }

  private void round(int round) throws IOException, InterruptedException {
    List<Shop> shops = new ArrayList<>();
    try {
      for (Variant variant : Variant.inTurn(round).toList()) {
        shops.add(new Shop(variant, server, List.of()));
      }
      for (Shop shop : shops) {
        figures.addStart(shop);
        shop.load(1, WARM_UP);
        shop.load(MANY, WARM_UP_MANY);
      }
      for (int slice = 0; slice < SLICES; slice++) {
        for (int i = 0; i < shops.size(); i++) {
          slice(shops.get((slice + i) % shops.size()));
        }
      }
      for (Shop shop : shops) {
        System.out.println(shop.variant().title() + ": exports " + shop.awaitExports());
        Megabytes used = shop.collect();
        figures.show(shop, Figure.HEAP, used.heap());
        figures.show(shop, Figure.METASPACE, used.metaspace());
      }
    } finally {
      shops.forEach(Shop::close);
    }
  }

  private void slice(Shop shop) throws IOException, InterruptedException {
    Done usual = shop.load(1, LOAD);
    Done many = shop.load(MANY, LOAD_MANY);
    figures.show(shop, Figure.THROUGHPUT, usual.requestsPerSecond());
    figures.show(shop, Figure.REQUEST, usual.requestCpuSeconds() * 1e6);
    figures.show(
        shop,
        Figure.MEASURING,
        (many.requestCpuSeconds() - usual.requestCpuSeconds()) / (MANY - 1) * 1e9);
  }
}
