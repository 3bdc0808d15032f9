package ee.otel.metrics.internal.jvm;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** {@code jvm.buffer.*}: memory outside of the heap that channels use. */
final class BufferPools {
  private static final AttributeKey<String> POOL = AttributeKey.stringKey("jvm.buffer.pool.name");

  private BufferPools() {}

  static BatchCallback observe(Meter meter, BooleanSupplier ours) {
    ObservableLongMeasurement used =
        sum(meter, "jvm.buffer.memory.used", "By", "Measure of memory used by buffers.");
    ObservableLongMeasurement limit =
        sum(meter, "jvm.buffer.memory.limit", "By", "Measure of total memory capacity of buffers.");
    ObservableLongMeasurement count =
        sum(meter, "jvm.buffer.count", "{buffer}", "Number of buffers in the pool.");
    Map<BufferPoolMXBean, Attributes> pools = new LinkedHashMap<>();
    ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
        .forEach(pool -> pools.put(pool, Attributes.of(POOL, pool.getName())));
    return meter.batchCallback(
        () -> {
          if (ours.getAsBoolean()) {
            pools.forEach(
                (pool, attributes) -> {
                  used.record(pool.getMemoryUsed(), attributes);
                  limit.record(pool.getTotalCapacity(), attributes);
                  count.record(pool.getCount(), attributes);
                });
          }
        },
        used,
        limit,
        count);
  }

  private static ObservableLongMeasurement sum(
      Meter meter, String name, String unit, String description) {
    return meter
        .upDownCounterBuilder(name)
        .setUnit(unit)
        .setDescription(description)
        .buildObserver();
  }
}
