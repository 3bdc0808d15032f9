package ee.otel.metrics.benchmark.server;

/** What is measured of a server; each is better when it is less, but for {@link #THROUGHPUT}. */
enum Figure {
  THROUGHPUT("requests a second", 0),
  REQUEST("processor time of a request, µs", 1),
  MEASURING("processor time of one counter add and one histogram record, ns", 0),
  START("start-up until the first answer, s", 1),
  START_CPU("processor time of the start-up, s", 1),
  HEAP("heap after %d exports, MB".formatted(ServerCost.EXPORTS), 1),
  METASPACE("metaspace after %d exports, MB".formatted(ServerCost.EXPORTS), 1);

  private final String title;
  private final int digits;

  Figure(String title, int digits) {
    this.title = title;
    this.digits = digits;
  }

  String title() {
    return title;
  }

  /** How many decimals are worth showing. */
  int digits() {
    return digits;
  }
}
