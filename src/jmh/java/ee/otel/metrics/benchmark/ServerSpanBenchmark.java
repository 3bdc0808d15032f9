package ee.otel.metrics.benchmark;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.internal.exemplar.ServersCopy;
import ee.otel.metrics.internal.exemplar.SpanSource;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Our counter inside a sampled span of a server that has its own copy of the API, as Payara with
 * {@code delegate="false"}, and outside of any.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class ServerSpanBenchmark {
  private static final int SETS = 100;

  private final ServersCopy server = new ServersCopy();
  private final Attributes[] attributes = AttributeSets.of(SETS).buildAll();
  private final LongCounter counter;
  private AutoCloseable scope = () -> {};

  public ServerSpanBenchmark() {
    try {
      counter =
          OtelMetrics.builder()
              .spans(SpanSource.ofServer(List.of(server.type(Span.class))))
              .build()
              .meterProvider()
              .get("benchmark")
              .counterBuilder("counter")
              .build();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  // By iteration, since that is what runs on the measuring thread for certain.
  @Setup(Level.Iteration)
  public void enter() throws ReflectiveOperationException {
    scope = server.spanCurrent("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
  }

  @TearDown(Level.Iteration)
  public void leave() throws Exception {
    scope.close();
  }

  @Benchmark
  public void counterInServersSpan(Cursor cursor) {
    counter.add(1, attributes[cursor.set(SETS)]);
  }
}
