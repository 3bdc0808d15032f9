package ee.otel.metrics.benchmark;

import ee.otel.metrics.snapshot.NumberType;
import ee.otel.metrics.snapshot.Scope;
import ee.otel.metrics.snapshot.Temporality;
import ee.otel.metrics.storage.BoundInstrument;
import ee.otel.metrics.view.Advice;
import ee.otel.metrics.view.InstrumentDescriptor;
import ee.otel.metrics.view.InstrumentKind;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.State;

/** Our counter bound to attributes, and the same counter that looks them up. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class BoundBenchmark {
  private static final int SETS = 100;

  private final OurSdk sdk = new OurSdk(Temporality.CUMULATIVE);
  private final LongCounter counter = sdk.meter().counterBuilder("counter").build();
  private final Attributes[] attributes = AttributeSets.of(SETS).buildAll();
  private final BoundInstrument[] bound = new BoundInstrument[SETS];

  public BoundBenchmark() {
    InstrumentDescriptor descriptor =
        new InstrumentDescriptor(
            Scope.named("benchmark"),
            "counter",
            InstrumentKind.COUNTER,
            NumberType.LONG,
            "",
            "",
            Advice.NONE);
    for (int i = 0; i < SETS; i++) {
      bound[i] = sdk.metrics().instruments().sync(descriptor).bind(attributes[i]);
    }
  }

  @Benchmark
  public void boundCounter(Cursor cursor) {
    bound[cursor.set(SETS)].record(1, null);
  }

  @Benchmark
  public void unboundCounter(Cursor cursor) {
    counter.add(1, attributes[cursor.set(SETS)]);
  }
}
