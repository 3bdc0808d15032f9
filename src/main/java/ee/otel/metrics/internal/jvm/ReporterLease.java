package ee.otel.metrics.internal.jvm;

import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Decides which one of the applications in a JVM reports it.
 *
 * <p>A system property names the reporter and the time until which it is that. It holds text only,
 * so it keeps no class loader. A reporter that ends gives it up at once; one that vanished loses it
 * when its time is over. Every change is a compare-and-set, so there are never two.
 *
 * <p>Safe from any thread.
 */
final class ReporterLease {
  static final String PROPERTY = "ee.otel.metrics.jvm.reporter";

  private final String id = UUID.randomUUID().toString();
  private final Supplier<Properties> properties;
  private final LongSupplier nanoTime;
  private final long length;

  /**
   * @param properties where the property lives, the same for all applications; asked each time,
   *     since a server may exchange the system properties
   * @param nanoTime a clock that is the same for all applications, such as {@code System::nanoTime}
   * @param length how long a reporter that does not renew it stays the reporter
   */
  ReporterLease(Supplier<Properties> properties, LongSupplier nanoTime, Duration length) {
    this.properties = properties;
    this.nanoTime = nanoTime;
    this.length = length.toNanos();
  }

  /**
   * Takes or renews the lease unless another application has it; answers whether it is ours now.
   */
  boolean renew() {
    long now = nanoTime.getAsLong();
    String mine = id + ' ' + (now + length);
    Properties shared = properties.get();
    String current = shared.getProperty(PROPERTY);
    if (current == null) {
      return shared.putIfAbsent(PROPERTY, mine) == null;
    }
    boolean ours = current.startsWith(id);
    long left = end(current, now) - now;
    if (ours && left > length / 2) {
      return true;
    }
    return (ours || left <= 0) && shared.replace(PROPERTY, current, mine);
  }

  /** Gives the lease up if it is ours. */
  void release() {
    Properties shared = properties.get();
    String current = shared.getProperty(PROPERTY);
    if (current != null && current.startsWith(id)) {
      shared.remove(PROPERTY, current);
    }
  }

  /** When a lease ends; text of another form counts as ended. */
  private static long end(String lease, long now) {
    try {
      return Long.parseLong(lease.substring(lease.indexOf(' ') + 1));
    } catch (NumberFormatException notOurs) {
      return now;
    }
  }
}
