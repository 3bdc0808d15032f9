package ee.otel.metrics.internal.jvm;

import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.function.BooleanSupplier;

/** {@code jvm.cpu.*}. */
final class Processor {
  private static final double NANOS_IN_A_SECOND = 1e9;
  private static final OperatingSystem OS = new OperatingSystem("ProcessCpuTime", "ProcessCpuLoad");

  private Processor() {}

  static BatchCallback observe(Meter meter, BooleanSupplier ours) {
    ObservableDoubleMeasurement time =
        meter
            .counterBuilder("jvm.cpu.time")
            .ofDoubles()
            .setUnit("s")
            .setDescription("CPU time used by the process as reported by the JVM.")
            .buildObserver();
    ObservableLongMeasurement count =
        meter
            .upDownCounterBuilder("jvm.cpu.count")
            .setUnit("{cpu}")
            .setDescription("Number of processors available to the Java virtual machine.")
            .buildObserver();
    ObservableDoubleMeasurement utilization =
        meter
            .gaugeBuilder("jvm.cpu.recent_utilization")
            .setUnit("1")
            .setDescription("Recent CPU utilization for the process as reported by the JVM.")
            .buildObserver();
    return meter.batchCallback(
        () -> {
          if (ours.getAsBoolean()) {
            count.record(Runtime.getRuntime().availableProcessors());
            OS.read(
                (attribute, value) -> {
                  if (attribute.equals("ProcessCpuTime")) {
                    time.record(value / NANOS_IN_A_SECOND);
                  } else {
                    utilization.record(value);
                  }
                });
          }
        },
        time,
        count,
        utilization);
  }
}
