package ee.otel.metrics.internal.jvm;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.BooleanSupplier;

/** {@code jvm.memory.*}: each pool is asked twice a collection, whatever the number of metrics. */
final class MemoryPools {
  private static final AttributeKey<String> POOL = AttributeKey.stringKey("jvm.memory.pool.name");
  private static final AttributeKey<String> TYPE = AttributeKey.stringKey("jvm.memory.type");
  private static final long UNDEFINED = -1;

  private final List<Pool> pools;
  private final ObservableLongMeasurement used;
  private final ObservableLongMeasurement committed;
  private final ObservableLongMeasurement limit;
  private final ObservableLongMeasurement afterGc;
  private final ObservableLongMeasurement init;

  private record Pool(MemoryPoolMXBean bean, Attributes attributes) {}

  private MemoryPools(Meter meter) {
    this.pools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .map(bean -> new Pool(bean, attributes(bean)))
            .toList();
    this.used = bytes(meter, "jvm.memory.used", "Measure of memory used.");
    this.committed = bytes(meter, "jvm.memory.committed", "Measure of memory committed.");
    this.limit = bytes(meter, "jvm.memory.limit", "Measure of max obtainable memory.");
    this.afterGc =
        bytes(
            meter,
            "jvm.memory.used_after_last_gc",
            "Measure of memory used, as measured after the most recent garbage collection event on"
                + " this pool.");
    this.init = bytes(meter, "jvm.memory.init", "Measure of initial memory requested.");
  }

  /**
   * @param ours whether this application reports the JVM, asked at each collection
   * @param withInit whether the memory that was requested at first is reported as well
   */
  static BatchCallback observe(Meter meter, BooleanSupplier ours, boolean withInit) {
    MemoryPools memory = new MemoryPools(meter);
    Runnable callback =
        () -> {
          if (ours.getAsBoolean()) {
            memory.observe(withInit);
          }
        };
    return withInit
        ? meter.batchCallback(
            callback, memory.used, memory.committed, memory.limit, memory.afterGc, memory.init)
        : meter.batchCallback(
            callback, memory.used, memory.committed, memory.limit, memory.afterGc);
  }

  private void observe(boolean withInit) {
    for (Pool pool : pools) {
      MemoryUsage usage = pool.bean.getUsage();
      if (usage != null) {
        used.record(usage.getUsed(), pool.attributes);
        committed.record(usage.getCommitted(), pool.attributes);
        recordIfDefined(limit, usage.getMax(), pool.attributes);
        if (withInit) {
          recordIfDefined(init, usage.getInit(), pool.attributes);
        }
      }
      MemoryUsage afterCollection = pool.bean.getCollectionUsage();
      if (afterCollection != null) {
        afterGc.record(afterCollection.getUsed(), pool.attributes);
      }
    }
  }

  private static void recordIfDefined(
      ObservableLongMeasurement measurement, long value, Attributes attributes) {
    if (value != UNDEFINED) {
      measurement.record(value, attributes);
    }
  }

  private static Attributes attributes(MemoryPoolMXBean bean) {
    return Attributes.of(
        POOL, bean.getName(), TYPE, bean.getType() == MemoryType.HEAP ? "heap" : "non_heap");
  }

  private static ObservableLongMeasurement bytes(Meter meter, String name, String description) {
    return meter
        .upDownCounterBuilder(name)
        .setUnit("By")
        .setDescription(description)
        .buildObserver();
  }
}
