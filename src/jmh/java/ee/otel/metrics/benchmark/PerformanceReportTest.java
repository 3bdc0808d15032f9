package ee.otel.metrics.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.benchmark.HotFramesProfiler.Frame;
import ee.otel.metrics.benchmark.Measurements.Case;
import ee.otel.metrics.benchmark.Measurements.Cost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformanceReportTest {

  @Test
  void median_isOfAllForks() {
    Measurements measurements = new Measurements();
    Case measured = Case.of("counter", 1);
    for (double nanos : new double[] {9, 1, 5, 7}) {
      measurements.add(measured, Library.OURS, new Cost(nanos, 0));
    }
    assertEquals(6, measurements.get(measured, Library.OURS).nanos());
    measurements.add(measured, Library.OURS, new Cost(8, 0));
    assertEquals(7, measurements.get(measured, Library.OURS).nanos());
  }

  @Test
  void comparison_isMetUpToTheLimit() {
    assertTrue(Comparison.ratio("", "ns", 8, 10, 0.8).isMet());
    assertEquals(false, Comparison.ratio("", "ns", 9, 10, 0.8).isMet());
    assertTrue(Comparison.atMost("", "B", 150, 336, 150).isMet());
    assertEquals(false, Comparison.atMost("", "B", 24, 304, 0).isMet());
  }

  @Test
  void report_showsTheGoalsAndKeepsWhatIsWrittenByHand(@TempDir Path folder) throws Exception {
    Path page = folder.resolve(PerformanceReport.PAGE);
    Files.writeString(page, "old\n" + PerformanceReport.BY_HAND + "\nWhy it is so.\n");

    List<Comparison> goals = Goals.of(measurements(), footprint());
    Case gauge = Objects.requireNonNull(goals.get(10).measured());
    new PerformanceReport(
            "- a machine\n",
            goals,
            Map.of(gauge, List.of(new Frame("Gauge.set", 75))),
            measurements(),
            footprint())
        .writeTo(folder);

    String text = Files.readString(page);
    assertTrue(text.startsWith("# Performance\n"), text);
    assertTrue(text.contains("- a machine\n"), text);
    assertTrue(
        text.contains("| long counter, cumulative | 7.0 ns | 10 ns | 0.70 | ≤ 0.80 | yes |"), text);
    assertTrue(
        text.contains("| sync gauge, delta | 7.0 ns | 10 ns | 0.70 | ≤ 0.50 | **no** |"), text);
    assertTrue(text.contains("| sync gauge, delta | `Gauge.set` 75 % |"), text);
    assertTrue(text.endsWith(PerformanceReport.BY_HAND + "\nWhy it is so.\n"), text);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(folder.resolve(PerformanceReport.PLOT).toFile());
  }

  @Test
  void report_saysWhatMovedAndHowMuchTheSameCodeDid(@TempDir Path folder) throws Exception {
    Path page = folder.resolve(PerformanceReport.PAGE);
    Files.writeString(
        page,
        """
        # Performance

        ## Goals

        | what | ours | opentelemetry-java | ratio | goal | met |
        | --- | --: | --: | --: | --: | --- |
        | long counter, cumulative | 10 ns | 8.0 ns | 1.25 | ≤ 0.80 | **no** |
        | long counter, delta | 7.1 ns | 10 ns | 0.71 | ≤ 0.50 | **no** |
        | long counter, attributes made anew | 20 ns | 20 ns | 1.00 | ≤ 0.90 | **no** |
        | the same, without making them (9 ns) | 11 ns | 11 ns | 1.00 | ≤ 0.90 | yes |

        Recording: ...
        """);
    new PerformanceReport(
            "", Goals.of(measurements(), footprint()), Map.of(), measurements(), footprint())
        .writeTo(folder);
    String text = Files.readString(page);
    int begin = text.indexOf("## What moved since the last run");
    String moved = text.substring(begin, text.indexOf("\n## ", begin));
    assertEquals(
        """
        ## What moved since the last run

        | what | last run | this run | |
        | --- | --: | --: | --- |
        | long counter, cumulative | 1.25 | 0.70 | met now |
        | long counter, attributes made anew | 1.00 | 0.70 | met now |
        | long counter, attributes made anew: the same, without making them | 1.00 | 0.54 |  |

        Shown from 10 % on. What ours is compared with is the same code in both runs, unless its version\
         changed: its times moved by 18 % in the middle and by 25 % at most.
        """,
        moved);
  }

  @Test
  void report_withoutALastRunSaysSo() {
    assertEquals("There is no last run.\n", GoalsMoved.since("# Something else\n", List.of()));
  }

  /** 7 ns for us and 10 ns for them, whatever is done; a cycle by its series. */
  private static Measurements measurements() {
    Measurements measurements = new Measurements();
    for (String temporality : List.of("CUMULATIVE", "DELTA")) {
      for (String benchmark :
          List.of(
              "counter",
              "counterAtRandom",
              "gauge",
              "explicitHistogram",
              "exponentialHistogram",
              "histogramInSpan",
              "filteredCounter",
              "overflowingCounter")) {
        String[] cached = {"temporality", temporality, "fresh", "false", "sets", "100"};
        add(measurements, Case.of(benchmark, 1, cached), 1);
        add(measurements, Case.of(benchmark, 2, cached), 1);
        for (String sets : List.of("1", "1500")) {
          cached[cached.length - 1] = sets;
          add(measurements, Case.of(benchmark, 1, cached), 1);
          add(measurements, Case.of(benchmark, 2, cached), 1);
        }
      }
    }
    String[] fresh = {"temporality", "CUMULATIVE", "fresh", "true", "sets", "100"};
    add(measurements, Case.of("counter", 1, fresh), 2);
    add(measurements, Case.of("explicitHistogram", 1, fresh), 2);
    add(measurements, Case.of("attributesAlone", 1, fresh), 1);
    add(measurements, Case.of("boundCounter", 1), 1);
    add(measurements, Case.of("boundHistogram", 1), 1);
    for (String other :
        List.of("micrometerCounterKept", "prometheusCounterKept", "prometheusHistogramKept")) {
      add(measurements, Case.of(other, 1), 2);
    }
    add(measurements, Case.of("unboundCounter", 1), 1);
    add(measurements, Case.of("atomicAndSpan", 1), 1);
    add(measurements, Goals.PAUSE, 1);
    add(measurements, Goals.PAUSE_ALONE, 1);
    for (String annotated :
        List.of("annotatedCounter", "directCounter", "annotatedTimer", "directTimer")) {
      add(measurements, Case.of(annotated, 1), 1);
    }
    add(measurements, Case.of("micrometerCounter", 1), 1);
    for (Filling filling : Filling.values()) {
      for (int series : Goals.SIZES) {
        add(measurements, Goals.cycle(filling, series), series);
      }
    }
    return measurements;
  }

  private static void add(Measurements measurements, Case measured, int times) {
    measurements.add(measured, Library.OURS, new Cost(7.04 * times, 0));
    measurements.add(measured, Library.OPENTELEMETRY, new Cost(10 * times, 300));
  }

  private static Footprint footprint() {
    Map<Library, Map<Filling, HeapPerSeries.Bytes>> heap = new EnumMap<>(Library.class);
    Map<Library, HeapPerSeries.Bytes> many = new EnumMap<>(Library.class);
    for (Library library : Library.values()) {
      Map<Filling, HeapPerSeries.Bytes> own = new EnumMap<>(Filling.class);
      for (Filling filling : Filling.values()) {
        own.put(filling, new HeapPerSeries.Bytes(100, 200));
      }
      heap.put(library, own);
      many.put(library, Objects.requireNonNull(own.get(Filling.EXPLICIT)));
    }
    return new Footprint(heap, many, List.of(250_000L, 1L, 2L), List.of(1_000_000L));
  }
}
