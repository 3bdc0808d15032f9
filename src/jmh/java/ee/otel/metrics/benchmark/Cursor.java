package ee.otel.metrics.benchmark;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Where a thread is on its way through attributes and values. */
@State(Scope.Thread)
public class Cursor {
  private int set;
  private int value;
  private int random = 1;

  /** The next of {@code sets} in turn. */
  int set(int sets) {
    int next = set + 1;
    set = next < sets ? next : 0;
    return set;
  }

  /** One of {@code sets}, by chance. */
  int anySet(int sets) {
    random ^= random << 13; // Marsaglia's xorshift: cheap beside what is measured
    random ^= random >>> 17;
    random ^= random << 5;
    return (int) ((random & 0xFFFFFFFFL) * sets >>> 32);
  }

  double value() {
    return BenchmarkValues.get(value++);
  }
}
