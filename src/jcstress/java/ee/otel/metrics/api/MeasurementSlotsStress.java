package ee.otel.metrics.api;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import ee.otel.metrics.data.NumberType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Places for examples: each exemplar is taken out once. */
public final class MeasurementSlotsStress {
  private MeasurementSlotsStress() {}

  private static Measurement measurement(long bits) {
    return new Measurement(
        NumberType.LONG, bits, Attributes.empty(), Context.root(), SpanContext.getInvalid(), 1);
  }

  /** The sum of all measurements, -1 when there is something else among them. */
  private static int take(MeasurementSlots slots) {
    int sum = 0;
    for (Measurement measurement : slots.measurements(true)) {
      if (measurement == null) {
        return -1;
      }
      sum += (int) measurement.bits();
    }
    return sum;
  }

  @JCStressTest
  @Outcome(
      id = {"1, 2", "2, 0"},
      expect = ACCEPTABLE,
      desc = "the last writer wins")
  @State
  public static class ReplacedWhileEmptied {
    private final MeasurementSlots slots = new MeasurementSlots(1);

    public ReplacedWhileEmptied() {
      slots.put(0, measurement(1));
    }

    @Actor
    public void put() {
      slots.put(0, measurement(2));
    }

    @Actor
    public void empty(II_Result r) {
      r.r1 = take(slots);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r2 = take(slots);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = ACCEPTABLE,
      desc = "one of them has it")
  @State
  public static class EmptiedTwice {
    private final MeasurementSlots slots = new MeasurementSlots(1);

    public EmptiedTwice() {
      slots.put(0, measurement(1));
    }

    @Actor
    public void first(II_Result r) {
      r.r1 = take(slots);
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = take(slots);
    }
  }
}
