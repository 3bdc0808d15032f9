package ee.otel.metrics.benchmark;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Where a thread is on its way through attributes and values. */
@State(Scope.Thread)
public class Cursor {
  private int set;
  private int value;

  /** The next of {@code sets} in turn. */
  int set(int sets) {
    int next = set + 1;
    set = next < sets ? next : 0;
    return set;
  }

  double value() {
    return BenchmarkValues.get(value++);
  }
}
