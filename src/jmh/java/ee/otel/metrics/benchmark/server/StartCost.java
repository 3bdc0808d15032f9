package ee.otel.metrics.benchmark.server;

import ee.otel.metrics.server.PayaraMicro;
import ee.otel.metrics.server.Project;
import ee.otel.metrics.server.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * Starts the shop on Payara Micro with each {@link Variant}, one after the other, and with this jar
 * once more to see which of our methods the deployment was in.
 */
public final class StartCost {
  private static final int ROUNDS = 6;

  private final Server server = new PayaraMicro();
  private final Figures figures = new Figures();

  private StartCost() {}

  /**
   * Measures for some minutes.
   *
   * @return two tables, as Markdown
   */
  public static String measure() throws IOException {
    StartCost cost = new StartCost();
    for (int round = 0; round < ROUNDS; round++) {
      Variant.inTurn(round).filter(variant -> variant != Variant.ALWAYS_OFF).forEach(cost::start);
    }
    return ServerCostReport.table(cost.figures, Figure.START, Figure.START_CPU)
        + "\n"
        + cost.profile().table();
  }

  private void start(Variant variant) {
    try (Shop shop = new Shop(variant, server, List.of())) {
      figures.addStart(shop);
    }
  }

  private StartProfile profile() throws IOException {
    String sampling = StartProfile.jvmOption(Files.createDirectories(Project.target()));
    Shop shop = new Shop(Variant.OURS, server, List.of(sampling));
    shop.close();
    return new StartProfile(shop.output());
  }
}
