package ee.otel.metrics.internal.jvm;

import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.BooleanSupplier;

/** {@code jvm.class.*}. */
final class Classes {
  private Classes() {}

  static BatchCallback observe(Meter meter, BooleanSupplier ours) {
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    ObservableLongMeasurement loaded =
        counter(meter, "jvm.class.loaded", "Number of classes loaded since JVM start.");
    ObservableLongMeasurement unloaded =
        counter(meter, "jvm.class.unloaded", "Number of classes unloaded since JVM start.");
    ObservableLongMeasurement count =
        meter
            .upDownCounterBuilder("jvm.class.count")
            .setUnit("{class}")
            .setDescription("Number of classes currently loaded.")
            .buildObserver();
    return meter.batchCallback(
        () -> {
          if (ours.getAsBoolean()) {
            loaded.record(classes.getTotalLoadedClassCount());
            unloaded.record(classes.getUnloadedClassCount());
            count.record(classes.getLoadedClassCount());
          }
        },
        loaded,
        unloaded,
        count);
  }

  private static ObservableLongMeasurement counter(Meter meter, String name, String description) {
    return meter
        .counterBuilder(name)
        .setUnit("{class}")
        .setDescription(description)
        .buildObserver();
  }
}
