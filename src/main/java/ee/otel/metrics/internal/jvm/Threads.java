package ee.otel.metrics.internal.jvm;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** {@code jvm.thread.count}, by state and by whether the thread is a daemon. */
final class Threads {
  private static final AttributeKey<Boolean> DAEMON = AttributeKey.booleanKey("jvm.thread.daemon");
  private static final AttributeKey<String> STATE = AttributeKey.stringKey("jvm.thread.state");

  /** Of each state twice: of a thread that is no daemon, and of one that is. */
  private static final Attributes[] ATTRIBUTES = attributes();

  private Threads() {}

  static AutoCloseable observe(Meter meter, BooleanSupplier ours) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return meter
        .upDownCounterBuilder("jvm.thread.count")
        .setUnit("{thread}")
        .setDescription("Number of executing platform threads.")
        .buildWithCallback(
            measurement -> {
              if (ours.getAsBoolean()) {
                // Without stack traces; a thread that has ended meanwhile is null.
                record(threads.getThreadInfo(threads.getAllThreadIds()), measurement);
              }
            });
  }

  private static void record(ThreadInfo[] threads, ObservableLongMeasurement measurement) {
    int[] counts = new int[ATTRIBUTES.length];
    for (ThreadInfo thread : threads) {
      if (thread != null) {
        counts[2 * thread.getThreadState().ordinal() + (thread.isDaemon() ? 1 : 0)]++;
      }
    }
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        measurement.record(counts[i], ATTRIBUTES[i]);
      }
    }
  }

  private static Attributes[] attributes() {
    return Arrays.stream(Thread.State.values())
        .map(state -> state.name().toLowerCase(Locale.ROOT))
        .flatMap(
            name ->
                Stream.of(false, true).map(daemon -> Attributes.of(DAEMON, daemon, STATE, name)))
        .toArray(Attributes[]::new);
  }
}
