package ee.otel.metrics.benchmark;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What one measurement costs its caller. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class RecordBenchmark {
  private static final Meter NOOP = MeterProvider.noop().get("");

  private LongCounter counter = NOOP.counterBuilder("c").build();
  private DoubleGauge gauge = NOOP.gaugeBuilder("g").build();
  private DoubleHistogram explicit = NOOP.histogramBuilder("h").build();
  private DoubleHistogram exponential = explicit;

  @Setup(Level.Trial)
  public void build(Recording recording) {
    Meter meter = recording.sdk.meter();
    counter = meter.counterBuilder("counter").build();
    gauge = meter.gaugeBuilder("gauge").build();
    explicit = meter.histogramBuilder("explicit").build();
    exponential = meter.histogramBuilder(Sdk.EXPONENTIAL).build();
  }

  @Benchmark
  public void counter(Recording recording, Cursor cursor) {
    counter.add(1, recording.attributes(cursor));
  }

  @Benchmark
  public void counterAtRandom(Recording recording, Cursor cursor) {
    counter.add(1, recording.anyAttributes(cursor));
  }

  /** Nothing but the attributes: what no library can save where they are made anew. */
  @Benchmark
  public Attributes attributesAlone(Recording recording, Cursor cursor) {
    return recording.attributes(cursor);
  }

  @Benchmark
  public void gauge(Recording recording, Cursor cursor) {
    gauge.set(cursor.value(), recording.attributes(cursor));
  }

  @Benchmark
  public void explicitHistogram(Recording recording, Cursor cursor) {
    explicit.record(cursor.value(), recording.attributes(cursor));
  }

  @Benchmark
  public void exponentialHistogram(Recording recording, Cursor cursor) {
    exponential.record(cursor.value(), recording.attributes(cursor));
  }

  @Benchmark
  public void histogramInSpan(Recording recording, Cursor cursor, SampledSpan span) {
    explicit.record(cursor.value(), recording.attributes(cursor));
  }
}
