package ee.otel.metrics;

import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.config.JmxConfig;
import ee.otel.metrics.internal.config.JvmConfig;
import ee.otel.metrics.internal.config.SdkConfig;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.jmx.JmxMetrics;
import ee.otel.metrics.internal.jmx.JmxMetrics.JmxOptions;
import ee.otel.metrics.internal.jvm.JvmMetrics;
import ee.otel.metrics.internal.jvm.JvmMetrics.JvmOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The sources of metrics that need no code of the application: started with its metrics, ended with
 * the application. One that cannot start costs a warning and disturbs no other.
 */
final class Instrumentations implements AutoCloseable {
  private static final String SCOPE = "ee.otel.metrics.";

  /** How many intervals a reporter of the JVM may miss before another one takes over. */
  private static final int INTERVALS_OF_A_LEASE = 3;

  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(30);

  private final OtelMetrics metrics;
  private final Health health;
  private final List<AutoCloseable> started = new ArrayList<>();

  private Instrumentations(OtelMetrics metrics) {
    this.metrics = metrics;
    this.health = metrics.health();
  }

  /**
   * Starts those that are configured.
   *
   * @param sdk what {@code config} says of the SDK, read already, as the exports' interval
   */
  static Instrumentations start(
      OtelMetrics metrics, ConfigReader config, SdkConfig sdk, Duration interval) {
    Instrumentations all = new Instrumentations(metrics);
    JvmConfig jvm = config.jvm();
    if (jvm.enabled()) {
      all.start("Metrics of the JVM", () -> all.jvm(jvm, interval));
    }
    JmxConfig jmx = config.jmx();
    if (jmx.enabled() && !(jmx.config().isEmpty() && jmx.targets().isEmpty())) {
      all.start("Metrics of MBeans", () -> all.jmx(jmx));
    }
    if (sdk.global()) {
      all.start("Metrics by GlobalOpenTelemetry", all::global);
    }
    return all;
  }

  private AutoCloseable global() {
    ClassLoader application = Instrumentations.class.getClassLoader();
    return GlobalTelemetry.set(application, metrics.openTelemetry(), health);
  }

  private AutoCloseable jvm(JvmConfig jvm, Duration interval) {
    Duration lease = interval.multipliedBy(INTERVALS_OF_A_LEASE);
    return JvmMetrics.start(
        metrics.meterProvider().get(SCOPE + "jvm"),
        new JvmOptions(
            jvm.always(),
            jvm.development(),
            jvm.optIn(),
            jvm.gcCause(),
            lease.compareTo(SHORTEST_LEASE) < 0 ? SHORTEST_LEASE : lease));
  }

  private AutoCloseable jmx(JmxConfig jmx) {
    return JmxMetrics.start(
        metrics.meterProvider().get(SCOPE + "jmx"),
        new JmxOptions(jmx.config(), jmx.targets(), jmx.discoveryDelay()),
        Instrumentations.class.getClassLoader(),
        message -> health.warning(() -> message));
  }

  /** Starts one. */
  private interface Start {
    AutoCloseable start();
  }

  private void start(String what, Start start) {
    try {
      started.add(start.start());
    } catch (RuntimeException | Error broken) {
      health.warning(() -> what + " are off: " + broken + ". Nothing else is affected.");
    }
  }

  /** Ends them; calling it again changes nothing. */
  @Override
  public void close() {
    for (AutoCloseable one : started) {
      try {
        one.close();
      } catch (Exception | Error broken) {
        health.warning(() -> "An instrumentation did not end: " + broken + ".");
      }
    }
    started.clear();
  }
}
