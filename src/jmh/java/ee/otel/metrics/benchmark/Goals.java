package ee.otel.metrics.benchmark;

import ee.otel.metrics.benchmark.Measurements.Case;
import ee.otel.metrics.benchmark.Measurements.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The goals of the project, one line for each. */
final class Goals {
  static final int[] SIZES = {1_000, 10_000, 100_000, 1_000_000};
  static final int SMALL_SIZE = 10_000;
  static final int TYPICAL_SIZE = 100_000;
  static final int LARGE_SIZE = 1_000_000;
  static final String TYPICAL_SETS = "100";

  /** The longest pause of a recorder; the time is not the processor's. */
  static final Case PAUSE = Case.of("recorderPause", 1);

  /** That of a thread that records nothing. */
  static final Case PAUSE_ALONE = Case.of("pauseAlone", 1);

  private static final String NANOS = "ns";
  private static final String BYTES = "B";

  private final Measurements measurements;
  private final List<Comparison> comparisons = new ArrayList<>();

  private Goals(Measurements measurements) {
    this.measurements = measurements;
  }

  static List<Comparison> of(Measurements measurements, Footprint footprint) {
    Goals goals = new Goals(measurements);
    goals.recording();
    goals.exporting();
    goals.keeping(footprint);
    return goals.comparisons;
  }

  private void recording() {
    recording("long counter", "counter", 0.8, 0.5);
    ratioOfOurs(
        "long counter: our delta beside our cumulative",
        recorded("counter", "DELTA"),
        recorded("counter", "CUMULATIVE"),
        1.1);
    recording("long counter, attribute sets chosen at random", "counterAtRandom", 0.9, 0.8);
    madeAnew("long counter, attributes made anew", "counter");
    madeAnew("explicit histogram, attributes made anew", "explicitHistogram");
    recording("sync gauge", "gauge", 1.0, 0.5);
    recording("explicit histogram, 16 buckets", "explicitHistogram", 0.8, 0.6);
    recording("exponential histogram", "exponentialHistogram", 1.0, 0.9);
    recording("histogram inside a sampled span", "histogramInSpan", 0.5, 0.5);
    withoutGarbage(
        "counter behind a view that removes one attribute",
        recorded("filteredCounter", "CUMULATIVE"),
        0.1);
    withoutGarbage(
        "counter past its cardinality limit", recorded("overflowingCounter", "CUMULATIVE"), 0.2);
    ratioOfOurs(
        "bound counter beside our own unbound",
        Case.of("boundCounter", 1),
        Case.of("unboundCounter", 1),
        0.5);
    ratioOfOurs(
        "bound counter beside one atomic operation and a look at the current span",
        Case.of("boundCounter", 1),
        Case.of("atomicAndSpan", 1),
        1.3);
    kept("bound counter", "boundCounter", "micrometerCounterKept", "prometheusCounterKept");
    kept("bound histogram", "boundHistogram", "prometheusHistogramKept");
    annotated("@Counted beside the same counter", "annotatedCounter", "directCounter");
    annotated("@Timed beside the same histogram", "annotatedTimer", "directTimer");
    ratio("two threads on one series: counter", contended("counter"), 0.8);
    ratio("two threads on one series: explicit histogram", contended("explicitHistogram"), 0.6);
    ratio(
        "exponential histogram, delta, 1,500 sets",
        recorded("exponentialHistogram", 1, "DELTA", "1500", false),
        1);
    ratio(
        "exponential histogram, delta, two threads",
        recorded("exponentialHistogram", 2, "DELTA", TYPICAL_SETS, false),
        1);
    ratio(
        "histogram inside a sampled span, delta, two threads",
        recorded("histogramInSpan", 2, "DELTA", TYPICAL_SETS, false),
        0.6);
  }

  /** With everything, and with what the application itself spends on the attributes taken off. */
  private void madeAnew(String what, String benchmark) {
    Case measured = recorded(benchmark, 1, "CUMULATIVE", TYPICAL_SETS, true);
    ratio(what, measured, 0.9);
    Case alone = recorded("attributesAlone", 1, "CUMULATIVE", TYPICAL_SETS, true);
    double making =
        Math.min(
            measurements.get(alone, Library.OURS).nanos(),
            measurements.get(alone, Library.OPENTELEMETRY).nanos());
    Cost ours = measurements.get(measured, Library.OURS);
    Cost theirs = measurements.get(measured, Library.OPENTELEMETRY);
    comparisons.add(
        Comparison.ratio(
                "the same, without making them (" + Math.round(making) + " ns)",
                NANOS,
                ours.nanos() - making,
                theirs.nanos() - making,
                0.9)
            .measuredBy(measured));
  }

  /** Beside the fastest handle of clients with an API of their own. */
  private void kept(String what, String benchmark, String... others) {
    double fastest =
        Stream.of(others)
            .mapToDouble(other -> measurements.get(Case.of(other, 1), Library.OURS).nanos())
            .min()
            .orElseThrow();
    Case measured = Case.of(benchmark, 1);
    double ours = measurements.get(measured, Library.OURS).nanos();
    comparisons.add(
        Comparison.ratio(what + " beside the fastest of other clients", NANOS, ours, fastest, 1)
            .measuredBy(measured));
  }

  private void annotated(String what, String annotated, String direct) {
    Case measured = Case.of(annotated, 1);
    ratioOfOurs(what, measured, Case.of(direct, 1), 2);
    comparisons.add(
        Comparison.atMost(
                "the same, garbage",
                BYTES,
                measurements.get(measured, Library.OURS).bytes(),
                measurements.get(Case.of(direct, 1), Library.OURS).bytes(),
                0)
            .measuredBy(measured));
  }

  private void recording(String what, String benchmark, double cumulative, double delta) {
    ratio(what + ", cumulative", recorded(benchmark, "CUMULATIVE"), cumulative);
    ratio(what + ", delta", recorded(benchmark, "DELTA"), delta);
  }

  private static Case recorded(String benchmark, String temporality) {
    return recorded(benchmark, 1, temporality, TYPICAL_SETS, false);
  }

  private static Case contended(String benchmark) {
    return recorded(benchmark, 2, "CUMULATIVE", "1", false);
  }

  private static Case recorded(
      String benchmark, int threads, String temporality, String sets, boolean fresh) {
    return Case.of(
        benchmark,
        threads,
        "temporality",
        temporality,
        "sets",
        sets,
        "fresh",
        Boolean.toString(fresh));
  }

  private void exporting() {
    exporting("counters", TYPICAL_SIZE, Filling.COUNTER, 0.1, 16);
    exporting("explicit histograms", TYPICAL_SIZE, Filling.EXPLICIT, 0.2, 16);
    exporting("explicit histograms", LARGE_SIZE, Filling.EXPLICIT, 0.2, 16);
    exporting(
        "points of 100 counters, gauges and histograms", TYPICAL_SIZE, Filling.LARGE, 0.25, 16);
    pause();
    exporting("exponential histograms", TYPICAL_SIZE, Filling.EXPONENTIAL, 0.15, 256);
    comparisons.add(
        Comparison.atMost(
                "collect + encode: the time an explicit histogram of 1 M beside that of 10 k",
                "x",
                growth(Library.OURS),
                growth(Library.OPENTELEMETRY),
                1.5)
            .measuredBy(cycle(Filling.EXPLICIT, LARGE_SIZE)));
    comparisons.add(
        Comparison.atMost(
                "collect + encode: largest step of the time a counter from "
                    + "1 k over 10 k and 100 k to 1 M",
                "x",
                largestStep(Library.OURS),
                largestStep(Library.OPENTELEMETRY),
                1.2)
            .measuredBy(cycle(Filling.COUNTER, SIZES[SIZES.length - 1])));
  }

  private void exporting(String what, int series, Filling filling, double limit, double bytes) {
    Cost ours = pointCost(filling, series, Library.OURS);
    Cost theirs = pointCost(filling, series, Library.OPENTELEMETRY);
    Case cycle = cycle(filling, series);
    String name = String.format(Locale.ROOT, "collect + encode %,d %s, a point", series, what);
    ratio(name, cycle, ours, theirs, limit);
    comparisons.add(
        Comparison.atMost("the same, garbage", BYTES, ours.bytes(), theirs.bytes(), bytes)
            .measuredBy(cycle));
  }

  static Case cycle(Filling filling, int series) {
    return Case.of("cycle", 1, "filling", filling.name(), "series", Integer.toString(series));
  }

  private Cost pointCost(Filling filling, int series, Library library) {
    Cost cycle = measurements.get(cycle(filling, series), library);
    return new Cost(cycle.nanos() / series, cycle.bytes() / series);
  }

  private void pause() {
    double millis = 1e6;
    double ours = measurements.get(PAUSE, Library.OURS).nanos() / millis;
    double theirs = measurements.get(PAUSE, Library.OPENTELEMETRY).nanos() / millis;
    double alone = measurements.get(PAUSE_ALONE, Library.OURS).nanos() / millis;
    comparisons.add(
        Comparison.atMost(
            String.format(
                Locale.ROOT,
                "longest pause of a recorder meanwhile (of a thread that records nothing: %.1f ms)",
                alone),
            "ms",
            ours,
            theirs,
            1));
  }

  private double growth(Library library) {
    return pointCost(Filling.EXPLICIT, LARGE_SIZE, library).nanos()
        / pointCost(Filling.EXPLICIT, SMALL_SIZE, library).nanos();
  }

  private double largestStep(Library library) {
    double largest = 0;
    for (int i = 1; i < SIZES.length; i++) {
      double before = pointCost(Filling.COUNTER, SIZES[i - 1], library).nanos();
      double after = pointCost(Filling.COUNTER, SIZES[i], library).nanos();
      largest = Math.max(largest, after / before);
    }
    return largest;
  }

  private void keeping(Footprint footprint) {
    keeping("counter", Filling.COUNTER, footprint, 150);
    keeping("explicit histogram, 16 buckets", Filling.EXPLICIT, footprint, 400);
    comparisons.add(
        Comparison.atMost(
            "heap a series: the same on " + Footprint.MANY + " processors",
            BYTES,
            footprint.heapOnMany().get(Library.OURS).recorded(),
            footprint.heapOnMany().get(Library.OPENTELEMETRY).recorded(),
            400));
    keeping("exponential histogram", Filling.EXPONENTIAL, footprint, 500);
    comparisons.add(
        Comparison.atMost(
            "jars added to a WAR beside the OpenTelemetry API",
            "",
            footprint.ourJars().size(),
            footprint.peerJars().size(),
            3));
    comparisons.add(
        Comparison.atMost(
            "our own jar beside all of theirs",
            "KB",
            footprint.ourJars().get(0) / 1000.0,
            footprint.peerJars().stream().mapToLong(Long::longValue).sum() / 1000.0,
            300));
  }

  private void keeping(String what, Filling filling, Footprint footprint, double limit) {
    HeapPerSeries.Bytes ours = footprint.heap().get(Library.OURS).get(filling);
    HeapPerSeries.Bytes theirs = footprint.heap().get(Library.OPENTELEMETRY).get(filling);
    comparisons.add(
        Comparison.atMost(
            "heap a series: " + what, BYTES, ours.recorded(), theirs.recorded(), limit));
    if (filling == Filling.COUNTER) {
      comparisons.add(
          Comparison.atMost(
              "the same, after an export", BYTES, ours.exported(), theirs.exported(), 200));
    }
  }

  private void withoutGarbage(String what, Case measured, double limit) {
    ratio(what, measured, limit);
    comparisons.add(
        Comparison.atMost(
                "the same, garbage",
                BYTES,
                measurements.get(measured, Library.OURS).bytes(),
                measurements.get(measured, Library.OPENTELEMETRY).bytes(),
                0)
            .measuredBy(measured));
  }

  private void ratio(String what, Case measured, double limit) {
    ratio(
        what,
        measured,
        measurements.get(measured, Library.OURS),
        measurements.get(measured, Library.OPENTELEMETRY),
        limit);
  }

  private void ratioOfOurs(String what, Case measured, Case beside, double limit) {
    ratio(
        what,
        measured,
        measurements.get(measured, Library.OURS),
        measurements.get(beside, Library.OURS),
        limit);
  }

  private void ratio(String what, Case measured, Cost ours, Cost theirs, double limit) {
    comparisons.add(
        Comparison.ratio(what, NANOS, ours.nanos(), theirs.nanos(), limit).measuredBy(measured));
  }
}
