package ee.otel.metrics.benchmark;

import ee.otel.metrics.data.Temporality;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What one export costs before anything is sent: collecting and encoding. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class ExportBenchmark {
  @Param({"OURS", "OPENTELEMETRY"})
  public Library library = Library.OURS;

  @Param({"COUNTER", "EXPLICIT", "EXPONENTIAL", "LARGE"})
  public Filling filling = Filling.COUNTER;

  @Param({"1000", "10000", "100000", "1000000"})
  public int series = 1000;

  private Sdk sdk = library.create(Temporality.CUMULATIVE);

  @Setup(Level.Trial)
  public void fill() {
    sdk = library.create(Temporality.CUMULATIVE);
    filling.fill(sdk.meter(), AttributeSets.of(series).buildAll());
  }

  @Benchmark
  public long cycle() {
    return sdk.export();
  }
}
