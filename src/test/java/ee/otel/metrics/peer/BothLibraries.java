package ee.otel.metrics.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.MetricReader;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.CardinalityLimitSelector;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One workload on this library and on opentelemetry-java's SDK, both set up the same way. */
final class BothLibraries {
  private static final Logger PEER_LOG = Logger.getLogger("io.opentelemetry");

  private final AggregationTemporalitySelector temporality;
  private boolean exponential;
  private int limit = 2000;
  private final OtelMetrics.Builder ours = OtelMetrics.builder();
  private final SdkMeterProviderBuilder theirs = SdkMeterProvider.builder();

  BothLibraries(AggregationTemporalitySelector temporality) {
    this.temporality = temporality;
    exemplarFilter("trace_based");
  }

  /** Something that is done with a meter provider, and what is collected in between. */
  @FunctionalInterface
  interface Workload {
    void run(MeterProvider meters, Runnable collect);
  }

  BothLibraries exponential(boolean exponential) {
    this.exponential = exponential;
    return this;
  }

  /** How many attribute sets of its own a stream may have. The peer counts the overflow among. */
  BothLibraries limit(int limit) {
    this.limit = limit;
    return this;
  }

  BothLibraries exemplarFilter(String name) {
    switch (name) {
      case "trace_based" -> {
        ours.exemplarFilter(ExemplarFilter.traceBased());
        theirs.setExemplarFilter(io.opentelemetry.sdk.metrics.ExemplarFilter.traceBased());
      }
      case "always_on" -> {
        ours.exemplarFilter(ExemplarFilter.alwaysOn());
        theirs.setExemplarFilter(io.opentelemetry.sdk.metrics.ExemplarFilter.alwaysOn());
      }
      default -> {
        ours.exemplarFilter(ExemplarFilter.alwaysOff());
        theirs.setExemplarFilter(io.opentelemetry.sdk.metrics.ExemplarFilter.alwaysOff());
      }
    }
    return this;
  }

  BothLibraries view(
      InstrumentSelector ourSelector,
      View.Builder our,
      io.opentelemetry.sdk.metrics.InstrumentSelector theirSelector,
      io.opentelemetry.sdk.metrics.View their) {
    ours.view(our.build());
    theirs.registerView(theirSelector, their);
    return this;
  }

  /** The same snapshots, collection by collection. */
  void assertSame(Workload workload) {
    List<String> expected = theirs(workload);
    List<String> actual = ours(workload);
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      List<String> lines = expected.get(i).lines().toList();
      List<String> ownLines = actual.get(i).lines().toList();
      int collection = i + 1;
      assertEquals(
          lines,
          ownLines,
          () ->
              "collection "
                  + collection
                  + "\nonly theirs: "
                  + without(lines, ownLines)
                  + "\nonly ours: "
                  + without(ownLines, lines)
                  + "\n");
    }
  }

  private static String without(List<String> lines, List<String> others) {
    List<String> rest = new ArrayList<>(lines);
    others.forEach(rest::remove);
    return String.join("\n  ", rest);
  }

  List<String> ours(Workload workload) {
    OtelMetrics metrics =
        ours.reader(
                new ReaderOptions(
                    kind ->
                        Temporality.valueOf(
                            temporality
                                .getAggregationTemporality(InstrumentType.valueOf(kind.name()))
                                .name()),
                    kind ->
                        exponential && kind == ee.otel.metrics.api.InstrumentKind.HISTOGRAM
                            ? ee.otel.metrics.api.Aggregation.base2ExponentialBucketHistogram()
                            : ee.otel.metrics.api.Aggregation.defaultAggregation(),
                    kind -> limit))
            .build();
    MetricReader reader = metrics.readers().get(0);
    List<String> snapshots = new ArrayList<>();
    RecordedLog quiet = new RecordedLog();
    try {
      workload.run(
          metrics.meterProvider(),
          () -> {
            CollectedMetrics collected = reader.take();
            snapshots.add(PeerSnapshot.of(collected.metrics()));
            collected.delivered();
          });
    } finally {
      quiet.close();
    }
    return snapshots;
  }

  List<String> theirs(Workload workload) {
    PeerReader reader = new PeerReader();
    CardinalityLimitSelector ownAndOverflow = kind -> limit + 1;
    theirs.registerMetricReader(reader, ownAndOverflow);
    List<String> snapshots = new ArrayList<>();
    Level before = PEER_LOG.getLevel();
    PEER_LOG.setLevel(Level.OFF);
    try (SdkMeterProvider provider = theirs.build()) {
      workload.run(
          provider, () -> snapshots.add(PeerSnapshot.of(reader.source.collectAllMetrics())));
    } finally {
      PEER_LOG.setLevel(before);
    }
    return snapshots;
  }

  /** Collects when it is told to. */
  private final class PeerReader implements io.opentelemetry.sdk.metrics.export.MetricReader {
    private CollectionRegistration source = CollectionRegistration.noop();

    @Override
    public void register(CollectionRegistration registration) {
      source = registration;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType kind) {
      return temporality.getAggregationTemporality(kind);
    }

    @Override
    public Aggregation getDefaultAggregation(InstrumentType kind) {
      return exponential && kind == InstrumentType.HISTOGRAM
          ? Aggregation.base2ExponentialBucketHistogram()
          : Aggregation.defaultAggregation();
    }

    @Override
    public CompletableResultCode forceFlush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
