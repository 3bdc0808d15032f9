package ee.otel.metrics.benchmark.server;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Every figure as often as it was measured, in rounds: one of each variant in each of them. */
final class Figures {
  private final Map<Figure, Map<Variant, List<Double>>> values = new EnumMap<>(Figure.class);

  /** A median with the least and the most that it stands for. */
  record Spread(double median, double least, double most) {

    static Spread of(List<Double> values) {
      double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      int middle = sorted.length / 2;
      return new Spread(
          sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2,
          sorted[0],
          sorted[sorted.length - 1]);
    }
  }

  /** Adds how the shop's server started. */
  void addStart(Shop shop) {
    show(shop, Figure.START, shop.startSeconds());
    show(shop, Figure.START_CPU, shop.startCpuSeconds());
  }

  /** Adds a figure of the shop's variant, and prints it: a run takes minutes. */
  void show(Shop shop, Figure figure, double value) {
    System.out.println(shop.variant().title() + ": " + figure.title() + ": " + value);
    add(shop.variant(), figure, value);
  }

  void add(Variant variant, Figure figure, double value) {
    values
        .computeIfAbsent(figure, unused -> new EnumMap<>(Variant.class))
        .computeIfAbsent(variant, unused -> new ArrayList<>())
        .add(value);
  }

  Spread of(Variant variant, Figure figure) {
    return Spread.of(all(variant, figure));
  }

  /**
   * What the variant has more than none, each time beside what none had in the same round: so what
   * both met does not count.
   */
  Spread added(Variant variant, Figure figure) {
    List<Double> with = all(variant, figure);
    List<Double> without = all(Variant.NONE, figure);
    if (with.size() != without.size()) {
      throw new IllegalStateException(
          "%s was measured %d times for %s and %d times without"
              .formatted(figure, with.size(), variant.title(), without.size()));
    }
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < with.size(); i++) {
      differences.add(with.get(i) - without.get(i));
    }
    return Spread.of(differences);
  }

  boolean wasMeasured(Variant variant) {
    return values.values().stream().anyMatch(all -> all.containsKey(variant));
  }

  private List<Double> all(Variant variant, Figure figure) {
    List<Double> all = values.getOrDefault(figure, Map.of()).get(variant);
    if (all == null) {
      throw new IllegalStateException("not measured: " + figure + " for " + variant.title());
    }
    return all;
  }
}
