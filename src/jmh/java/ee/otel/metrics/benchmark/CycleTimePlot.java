package ee.otel.metrics.benchmark;

import java.util.List;
import java.util.Locale;

/**
 * A plot of cycle time against series as SVG, both on a logarithmic scale, so that what is linear
 * is a straight line.
 */
final class CycleTimePlot {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 440;
  private static final int LEFT = 80;
  private static final int RIGHT = 230;
  private static final int TOP = 30;
  private static final int BOTTOM = 50;
  private static final String[] COLOURS = {"#0072b2", "#d55e00", "#009e73"};

  /** What was measured for a number of series. */
  record Point(double series, double millis) {}

  /**
   * @param colour lines of the same colour belong together
   * @param dashed tells them apart
   */
  record Line(String name, int colour, boolean dashed, List<Point> points) {}

  private final double lowX;
  private final double highX;
  private final double lowY;
  private final double highY;
  private final StringBuilder svg = new StringBuilder();

  private CycleTimePlot(List<Line> lines) {
    double[] x =
        lines.stream()
            .flatMap(l -> l.points().stream())
            .mapToDouble(Point::series)
            .map(Math::log10)
            .toArray();
    double[] y =
        lines.stream()
            .flatMap(l -> l.points().stream())
            .mapToDouble(Point::millis)
            .map(Math::log10)
            .toArray();
    lowX = Math.floor(min(x));
    highX = Math.ceil(max(x));
    lowY = Math.floor(min(y));
    highY = Math.ceil(max(y));
  }

  private static double min(double[] values) {
    return java.util.Arrays.stream(values).min().orElse(0);
  }

  private static double max(double[] values) {
    return java.util.Arrays.stream(values).max().orElse(1);
  }

  static String svg(List<Line> lines) {
    return new CycleTimePlot(lines).draw(lines);
  }

  private String draw(List<Line> lines) {
    add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\"", WIDTH, HEIGHT);
    add(" font-family=\"sans-serif\" font-size=\"12\">%n");
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n");
    grid();
    for (int i = 0; i < lines.size(); i++) {
      line(lines.get(i), TOP + 14 + 20 * i);
    }
    add("</svg>%n");
    return svg.toString();
  }

  private void grid() {
    for (int power = (int) lowX; power <= highX; power++) {
      double x = x(Math.pow(10, power));
      add("<path d=\"M%.1f %dV%d\" stroke=\"#ddd\"/>%n", x, TOP, HEIGHT - BOTTOM);
      text(x, HEIGHT - BOTTOM + 18, "middle", short10(power));
    }
    for (int power = (int) lowY; power <= highY; power++) {
      double y = y(Math.pow(10, power));
      add("<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>%n", LEFT, y, WIDTH - RIGHT);
      text(LEFT - 8, y + 4, "end", millis(power));
    }
    text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", "series");
    text(LEFT, TOP - 12, "middle", "collect + encode");
  }

  private void line(Line line, int legend) {
    StringBuilder path = new StringBuilder();
    for (Point point : line.points()) {
      path.append(
          String.format(
              Locale.ROOT,
              "%s%.1f %.1f",
              path.isEmpty() ? "M" : "L",
              x(point.series()),
              y(point.millis())));
    }
    String style =
        "stroke=\""
            + COLOURS[line.colour() % COLOURS.length]
            + "\" fill=\"none\" stroke-width=\"2\""
            + (line.dashed() ? " stroke-dasharray=\"6 4\"" : "");
    add("<path d=\"%s\" %s/>%n", path, style);
    for (Point point : line.points()) {
      add(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" %s/>%n",
          x(point.series()), y(point.millis()), style);
    }
    int x = WIDTH - RIGHT + 16;
    add("<path d=\"M%d %dh30\" %s/>%n", x, legend, style);
    text(x + 38, legend + 4, "start", line.name());
  }

  private double x(double series) {
    return LEFT + (Math.log10(series) - lowX) / (highX - lowX) * (WIDTH - RIGHT - LEFT);
  }

  private double y(double millis) {
    return TOP + (highY - Math.log10(millis)) / (highY - lowY) * (HEIGHT - BOTTOM - TOP);
  }

  private static String short10(int power) {
    return power >= 6
        ? (long) Math.pow(10, power - 6) + " M"
        : power >= 3 ? (long) Math.pow(10, power - 3) + " k" : "" + (long) Math.pow(10, power);
  }

  private static String millis(int power) {
    return power >= 3
        ? (long) Math.pow(10, power - 3) + " s"
        : power >= 0 ? (long) Math.pow(10, power) + " ms" : (long) Math.pow(10, power + 3) + " µs";
  }

  private void text(double x, double y, String anchor, String text) {
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text);
  }

  private void add(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments));
  }
}
