package ee.otel.metrics.benchmark;

import ee.otel.metrics.data.Temporality;
import io.opentelemetry.api.common.Attributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An SDK that is recorded into and collected every so often, and the attributes to record with. */
@State(Scope.Benchmark)
public class Recording {
  @Param({"OURS", "OPENTELEMETRY"})
  public Library library = Library.OURS;

  @Param({"CUMULATIVE", "DELTA"})
  public Temporality temporality = Temporality.CUMULATIVE;

  @Param({"1", "100", "1500"})
  public int sets = 1;

  /** Whether each measurement brings attributes that were just built. */
  @Param({"false", "true"})
  public boolean fresh;

  Sdk sdk = Library.OURS.create(Temporality.CUMULATIVE);
  private AttributeSets source = AttributeSets.of(0);
  private Attributes[] cached = {};
  private @Nullable IntervalCollector collector;

  @Setup(Level.Trial)
  public void start() {
    sdk = library.create(temporality);
    source = AttributeSets.of(sets);
    cached = source.buildAll();
    collector = new IntervalCollector(sdk);
  }

  @TearDown(Level.Trial)
  public void stop() throws InterruptedException {
    Objects.requireNonNull(collector).end();
  }

  /** In turn. */
  Attributes attributes(Cursor cursor) {
    int set = cursor.set(sets);
    return fresh ? source.build(set) : cached[set];
  }

  /** In no order that a processor could foresee. */
  Attributes anyAttributes(Cursor cursor) {
    int set = cursor.anySet(sets);
    return fresh ? source.build(set) : cached[set];
  }
}
