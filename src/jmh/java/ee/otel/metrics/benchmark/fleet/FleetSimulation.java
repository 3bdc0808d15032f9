package ee.otel.metrics.benchmark.fleet;

import java.util.PriorityQueue;
import java.util.Random;

/**
 * Many exporters that an orchestrator starts together, one collector that takes so many requests a
 * second and answers 503 to the rest, and an outage: how high is the peak, when has everything
 * arrived, and is anything lost under delta? {@code mvn -q -Pbenchmark test-compile exec:java
 * -Dexec.mainClass=ee.otel.metrics.benchmark.fleet.FleetSimulation -Dexec.classpathScope=test}.
 *
 * <p>An exporter does what {@code ExportTurns}, {@code OtlpExport} and {@code Backoff} do: a tick
 * each interval, at most four tries within the export's deadline, half of each wait fixed and half
 * chance, and what did not arrive is merged with what comes next. Times are milliseconds; chance is
 * seeded, so two runs print the same.
 */
public final class FleetSimulation {
  private static final int EXPORTERS = 10_000;
  private static final long INTERVAL = 60_000;
  private static final long DEADLINE = 30_000;
  private static final int TRIES = 4;
  private static final long OUTAGE_FROM = 10 * 60_000;
  private static final long OUTAGE_TO = 15 * 60_000;
  private static final long END = 30 * 60_000;
  private static final int STARTED_WITHIN = 2_000;

  /** One try of one exporter. */
  private record Try(long at, int exporter, int number, long begun) {}

  private final int capacity;
  private final Random chance = new Random(20261127);
  private final PriorityQueue<Try> tries =
      new PriorityQueue<>((a, b) -> Long.compare(a.at(), b.at()));
  private final long[] recorded = new long[EXPORTERS];
  private final long[] pending = new long[EXPORTERS];
  private final int[] askedInSecond = new int[(int) (END / 1000) + 1];
  private final int[] takenInSecond = new int[(int) (END / 1000) + 1];
  private long arrived;
  private long lastBacklog;

  private FleetSimulation(double spread, int capacity) {
    this.capacity = capacity;
    for (int exporter = 0; exporter < EXPORTERS; exporter++) {
      long start = chance.nextInt(STARTED_WITHIN);
      long first = start + (long) (INTERVAL * (1 - spread + spread * chance.nextDouble()));
      tries.add(new Try(first, exporter, 1, first));
    }
  }

  public static void main(String[] arguments) {
    System.out.println(
        "| spread | collector takes, a second | peak, requests a second | peak after the outage | backlog gone after | lost |");
    System.out.println("|---|---|---|---|---|---|");
    for (int capacity : new int[] {250, 500}) {
      for (double spread : new double[] {0, 0.1, 1}) {
        System.out.println(new FleetSimulation(spread, capacity).run(spread));
      }
    }
  }

  private String run(double spread) {
    while (!tries.isEmpty() && tries.peek().at() < END) {
      step(tries.remove());
    }
    long total = 0;
    long waiting = 0;
    for (int exporter = 0; exporter < EXPORTERS; exporter++) {
      total += recorded[exporter];
      waiting += pending[exporter];
    }
    long lost = total - arrived - waiting;
    return String.format(
        "| %.0f %% | %d | %d | %d | %s | %d |",
        100 * spread,
        capacity,
        peak(0, OUTAGE_FROM),
        peak(OUTAGE_TO, END),
        lastBacklog == 0 ? "never begun" : (lastBacklog - OUTAGE_TO) / 1000 + " s",
        lost);
  }

  private int peak(long from, long to) {
    int peak = 0;
    for (int second = (int) (from / 1000); second < to / 1000; second++) {
      peak = Math.max(peak, askedInSecond[second]);
    }
    return peak;
  }

  private void step(Try current) {
    int exporter = current.exporter();
    if (current.number() == 1) {
      recorded[exporter]++;
      pending[exporter]++;
    }
    int second = (int) (current.at() / 1000);
    askedInSecond[second]++;
    boolean down = current.at() >= OUTAGE_FROM && current.at() < OUTAGE_TO;
    if (!down && takenInSecond[second] < capacity) {
      takenInSecond[second]++;
      if (current.at() >= OUTAGE_TO && pending[exporter] > 1) {
        lastBacklog = current.at();
      }
      arrived += pending[exporter];
      pending[exporter] = 0;
      next(current);
      return;
    }
    long wait =
        (long)
            (Math.min(1000 * Math.pow(1.5, current.number() - 1), 5000)
                * (0.5 + 0.5 * chance.nextDouble()));
    boolean late = current.at() + wait - current.begun() > DEADLINE;
    if (current.number() == TRIES || late) {
      next(current);
    } else {
      tries.add(new Try(current.at() + wait, exporter, current.number() + 1, current.begun()));
    }
  }

  private void next(Try current) {
    long tick = current.begun() + INTERVAL;
    tries.add(new Try(tick, current.exporter(), 1, tick));
  }
}
