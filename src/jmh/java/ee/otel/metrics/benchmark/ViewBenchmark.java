package ee.otel.metrics.benchmark;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
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

/** What a measurement costs that does not go into a series of its own attributes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class ViewBenchmark {
  private static final AttributeKey<Long> NUMBER = AttributeKey.longKey("number");
  private static final Meter NOOP = MeterProvider.noop().get("");

  private LongCounter filtered = NOOP.counterBuilder("c").build();
  private LongCounter limited = filtered;

  @Setup(Level.Trial)
  public void build(Recording recording) {
    Meter meter = recording.sdk.meter();
    filtered = meter.counterBuilder(Sdk.FILTERED).build();
    limited = meter.counterBuilder(Sdk.LIMITED).build();
  }

  /** Fills the limited stream, again for each iteration since deltas let series go. */
  @Setup(Level.Iteration)
  public void fill() {
    for (long i = 0; i < Sdk.LIMIT; i++) {
      limited.add(1, Attributes.of(NUMBER, i));
    }
  }

  @Benchmark
  public void filteredCounter(Recording recording, Cursor cursor) {
    filtered.add(1, recording.attributes(cursor));
  }

  @Benchmark
  public void overflowingCounter(Recording recording, Cursor cursor) {
    limited.add(1, recording.attributes(cursor));
  }
}
