package ee.otel.metrics.benchmark;

import ee.otel.metrics.internal.exemplar.SpanSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What no counter can be faster than that counts each measurement once: one atomic operation, and
 * the question whether the current span is sampled.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class FloorBenchmark {
  private static final int SETS = 100;

  private final AtomicLong[] sums = new AtomicLong[SETS];

  public FloorBenchmark() {
    for (int i = 0; i < SETS; i++) {
      sums[i] = new AtomicLong();
    }
  }

  @Benchmark
  public boolean atomicAlone(Cursor cursor) {
    return add(cursor);
  }

  @Benchmark
  public boolean atomicAndSpan(Cursor cursor) {
    boolean sampled = SpanSource.CONTEXT.ifSampled(null) != null;
    return add(cursor) && sampled;
  }

  private boolean add(Cursor cursor) {
    AtomicLong sum = sums[cursor.set(SETS)];
    long before = sum.get();
    return sum.compareAndSet(before, before + 1);
  }
}
