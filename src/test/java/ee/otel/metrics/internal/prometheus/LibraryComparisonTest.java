package ee.otel.metrics.internal.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.config.PrometheusConfig;
import io.opentelemetry.api.common.Attributes;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** The same metrics, written by the Prometheus library and by ours, read the same. */
class LibraryComparisonTest {
  private static final List<String> TEXTS =
      List.of("plain", "a\"b", "c\\d", "e\nf", "g\\nh", "東京 \uD83D\uDE00", "{x=\"y\"}", "#", " ");
  private static final Map<String, String> UNITS =
      Map.of("s", "seconds", "By", "bytes", "", "", "{item}", "", "Cel", "celsius");

  /** Random metrics in both forms. */
  private static final class Both {
    private final Random random;
    private final List<MetricSnapshot> ours = new ArrayList<>();
    private final MetricSnapshots.Builder theirs = MetricSnapshots.builder();

    Both(long seed) {
      random = new Random(seed);
      for (int i = random.nextInt(6); i >= 0; i--) {
        add("metric.no_" + i, unit(), text());
      }
    }

    private String text() {
      return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private String unit() {
      return UNITS.keySet().stream().sorted().toList().get(random.nextInt(UNITS.size()));
    }

    private double real() {
      return switch (random.nextInt(4)) {
        case 0 -> random.nextInt(1000);
        case 1 -> random.nextDouble() * 1e300;
        case 2 -> random.nextDouble();
        default -> Double.MIN_VALUE * random.nextInt();
      };
    }

    private void add(String name, String unit, String help) {
      String word = UNITS.getOrDefault(unit, "");
      Unit theirUnit = word.isEmpty() ? null : new Unit(word);
      String theirName = name.replace('.', '_') + (word.isEmpty() ? "" : "_" + word);
      MetricMetadata metadata = new MetricMetadata(theirName, help, theirUnit);
      List<NumberPoint> numbers = new ArrayList<>();
      List<HistogramPoint> histograms = new ArrayList<>();
      List<CounterDataPointSnapshot> theirCounters = new ArrayList<>();
      List<GaugeDataPointSnapshot> theirGauges = new ArrayList<>();
      List<HistogramDataPointSnapshot> theirHistograms = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        String[] names = {"label_a", "label_b"};
        String[] values = {text(), "x" + i};
        Attributes attributes = Metrics.of(names[0], values[0], names[1], values[1]);
        Labels labels = Labels.of(names, values);
        double value = Math.abs(real());
        Exemplar exemplar = Metrics.exemplar(value, random.nextInt(1000), Attributes.empty());
        numbers.add(Metrics.point(value, attributes, exemplar));
        theirCounters.add(new CounterDataPointSnapshot(value, labels, theirs(exemplar), 0L));
        theirGauges.add(new GaugeDataPointSnapshot(value, labels, null));
        double[] bounds = random.doubles(random.nextInt(6)).sorted().distinct().toArray();
        long[] counts = random.longs(bounds.length + 1, 0, 1000).map(count -> count + 1).toArray();
        HistogramPoint histogram = Metrics.buckets(bounds, counts, true, value, exemplar);
        histograms.add(
            histogram.with(
                new PointAttributes(attributes),
                histogram.startNanos(),
                histogram.timeNanos(),
                histogram.exemplars()));
        double[] withInfinity = Arrays.copyOf(bounds, bounds.length + 1);
        withInfinity[bounds.length] = Double.POSITIVE_INFINITY;
        theirHistograms.add(
            new HistogramDataPointSnapshot(
                ClassicHistogramBuckets.of(withInfinity, counts),
                value,
                labels,
                Exemplars.of(theirs(exemplar)),
                0L));
      }
      MetricData data;
      switch (random.nextInt(3)) {
        case 0 -> {
          data = new MetricData.Sum(numbers, Temporality.CUMULATIVE, true);
          theirs.metricSnapshot(new CounterSnapshot(metadata, theirCounters));
        }
        case 1 -> {
          data = new MetricData.Gauge(numbers);
          theirs.metricSnapshot(new GaugeSnapshot(metadata, theirGauges));
        }
        default -> {
          data = new MetricData.Histogram(histograms, Temporality.CUMULATIVE);
          theirs.metricSnapshot(new HistogramSnapshot(metadata, theirHistograms));
        }
      }
      ours.add(new MetricSnapshot(Metrics.SCOPE, name, help, unit, data));
    }

    private static io.prometheus.metrics.model.snapshots.@Nullable Exemplar theirs(
        Exemplar exemplar) {
      return io.prometheus.metrics.model.snapshots.Exemplar.builder()
          .traceId(exemplar.traceId())
          .spanId(exemplar.spanId())
          .value(exemplar.type().toDouble(exemplar.bits()))
          .timestampMillis(exemplar.timeNanos() / 1_000_000)
          .build();
    }
  }

  private static Scraped theirs(ExpositionFormatWriter writer, Both both) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(out, both.theirs.build(), EscapingScheme.UNDERSCORE_ESCAPING);
    return Scraped.of(out.toString(StandardCharsets.UTF_8));
  }

  private static Scraped ours(Format format, Both both) {
    PrometheusConfig config = Metrics.config();
    return Scraped.of(Metrics.text(Metrics.NOBODY, config, format, both.ours));
  }

  @Property(tries = 200)
  void text_readsTheSame(@ForAll long seed) throws IOException {
    Both both = new Both(seed);
    assertEquals(theirs(PrometheusTextFormatWriter.create(), both), ours(Format.DEFAULT, both));
  }

  @Property(tries = 200)
  void openMetrics_readsTheSame(@ForAll long seed) throws IOException {
    Both both = new Both(seed);
    assertEquals(
        theirs(OpenMetricsTextFormatWriter.create(), both),
        ours(Metrics.openMetrics(Escaping.UNDERSCORES), both));
  }
}
