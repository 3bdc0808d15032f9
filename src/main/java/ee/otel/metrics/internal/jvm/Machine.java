package ee.otel.metrics.internal.jvm;

import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.function.BooleanSupplier;

/** {@code jvm.system.cpu.*} and {@code jvm.file_descriptor.*}, where the platform has them. */
final class Machine {
  private static final OperatingSystem OS =
      new OperatingSystem(
          "CpuLoad", "SystemLoadAverage", "OpenFileDescriptorCount", "MaxFileDescriptorCount");

  private Machine() {}

  static BatchCallback observe(Meter meter, BooleanSupplier ours) {
    ObservableDoubleMeasurement utilization =
        gauge(
            meter,
            "jvm.system.cpu.utilization",
            "1",
            "Recent CPU utilization for the whole system as reported by the JVM.");
    ObservableDoubleMeasurement load =
        gauge(
            meter,
            "jvm.system.cpu.load_1m",
            "{run_queue_item}",
            "Average CPU load of the whole system for the last minute as reported by the JVM.");
    ObservableLongMeasurement open =
        descriptors(
            meter,
            "jvm.file_descriptor.count",
            "Number of open file descriptors as reported by the JVM.");
    ObservableLongMeasurement most =
        descriptors(
            meter,
            "jvm.file_descriptor.limit",
            "Measure of max open file descriptors as reported by the JVM.");
    return meter.batchCallback(
        () -> {
          if (ours.getAsBoolean()) {
            OS.read(
                (attribute, value) -> {
                  switch (attribute) {
                    case "CpuLoad" -> utilization.record(value);
                    case "SystemLoadAverage" -> load.record(value);
                    case "OpenFileDescriptorCount" -> open.record((long) value);
                    default -> most.record((long) value);
                  }
                });
          }
        },
        utilization,
        load,
        open,
        most);
  }

  private static ObservableDoubleMeasurement gauge(
      Meter meter, String name, String unit, String description) {
    return meter.gaugeBuilder(name).setUnit(unit).setDescription(description).buildObserver();
  }

  private static ObservableLongMeasurement descriptors(
      Meter meter, String name, String description) {
    return meter
        .upDownCounterBuilder(name)
        .setUnit("{file_descriptor}")
        .setDescription(description)
        .buildObserver();
  }
}
