package ee.otel.metrics.internal.jmx;

import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.management.MBeanServer;

/**
 * Reports MBeans by rules through a meter, from {@link #start} to {@link #close}. MBeans are looked
 * for in each collection, and not before: while WildFly deploys, to ask its MBeans is an error. No
 * thread of its own. Safe from any thread.
 */
public final class JmxMetrics implements AutoCloseable {
  /** Never has a point: its callback looks for MBeans that were not there before. */
  private static final String DISCOVERY = "ee.otel.metrics.jmx.discovery";

  private final Meter meter;
  private final List<RuleObserver> observers = new ArrayList<>();
  private final AutoCloseable discovery;

  private JmxMetrics(
      Meter meter,
      List<Rule> rules,
      long discoveryDelay,
      MBeanServer server,
      LongSupplier nanoTime,
      Consumer<String> warnings) {
    this.meter = meter;
    Instruments instruments = new Instruments(meter);
    Conditions conditions = new Conditions(warnings);
    for (Rule rule : rules) {
      Beans beans = new Beans(server, rule.beans(), discoveryDelay, nanoTime);
      observers.add(new RuleObserver(rule, beans, conditions, instruments, warnings));
    }
    ObservableDoubleMeasurement never = meter.gaugeBuilder(DISCOVERY).buildObserver();
    this.discovery = meter.batchCallback(this::discover, never);
  }

  /**
   * Begins to report.
   *
   * @param application where resources of the application are found
   * @param warnings takes what is wrong with rules, and what fails
   */
  public static JmxMetrics start(
      Meter meter, JmxOptions options, ClassLoader application, Consumer<String> warnings) {
    return start(
        meter,
        options,
        application,
        ManagementFactory.getPlatformMBeanServer(),
        System::nanoTime,
        warnings);
  }

  static JmxMetrics start(
      Meter meter,
      JmxOptions options,
      ClassLoader application,
      MBeanServer server,
      LongSupplier nanoTime,
      Consumer<String> warnings) {
    return new JmxMetrics(
        meter,
        new RuleFiles(application, warnings).read(options),
        options.discoveryDelay().toNanos(),
        server,
        nanoTime,
        warnings);
  }

  private void discover() {
    observers.forEach(observer -> observer.discover(meter));
  }

  /** Ends reporting; leaves nothing behind. */
  @Override
  public void close() {
    try {
      discovery.close();
    } catch (Exception alreadyGone) {
      // Its meter has ended.
    }
    observers.forEach(RuleObserver::close);
  }

  /**
   * Which rules there are.
   *
   * @param config files with rules, or resources of the application
   * @param targets names of rules that come with this library, or with another one on the class
   *     path
   * @param discoveryDelay how old the list of MBeans that match a pattern may become
   */
  public record JmxOptions(List<String> config, List<String> targets, Duration discoveryDelay) {}
}
