package ee.otel.metrics.internal.jmx;

import java.time.Duration;
import java.util.List;

/**
 * Which rules there are.
 *
 * @param config files with rules, or resources of the application
 * @param targets names of rules that come with this library, or with another one on the class path
 * @param discoveryDelay how old the list of MBeans that match a pattern may become
 */
public record JmxOptions(List<String> config, List<String> targets, Duration discoveryDelay) {}
