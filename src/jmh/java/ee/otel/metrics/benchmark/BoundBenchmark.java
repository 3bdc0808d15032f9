package ee.otel.metrics.benchmark;

import ee.otel.metrics.api.Bind;
import ee.otel.metrics.api.BoundDouble;
import ee.otel.metrics.api.BoundLong;
import ee.otel.metrics.data.Temporality;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Our instruments bound to attributes, and the same counter that looks them up. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class BoundBenchmark {
  private static final int SETS = 100;

  private final OurSdk sdk = new OurSdk(Temporality.CUMULATIVE);
  private final LongCounter counter = sdk.meter().counterBuilder("counter").build();
  private final Attributes[] attributes = AttributeSets.of(SETS).buildAll();
  private final DoubleHistogram histogram = sdk.meter().histogramBuilder("histogram").build();
  private final BoundLong[] bound = new BoundLong[SETS];
  private final BoundDouble[] boundHistograms = new BoundDouble[SETS];

  public BoundBenchmark() {
    for (int i = 0; i < SETS; i++) {
      bound[i] = Bind.bind(counter, attributes[i]);
      boundHistograms[i] = Bind.bind(histogram, attributes[i]);
    }
  }

  @Benchmark
  public void boundCounter(Cursor cursor) {
    bound[cursor.set(SETS)].record(1);
  }

  @Benchmark
  public void unboundCounter(Cursor cursor) {
    counter.add(1, attributes[cursor.set(SETS)]);
  }

  @Benchmark
  public void boundHistogram(Cursor cursor) {
    boundHistograms[cursor.set(SETS)].record(cursor.value());
  }
}
