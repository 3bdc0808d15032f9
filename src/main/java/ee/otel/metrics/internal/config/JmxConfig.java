package ee.otel.metrics.internal.config;

import java.time.Duration;
import java.util.List;

/**
 * Which MBeans become metrics.
 *
 * @param enabled whether any do: {@code otel.jmx.enabled} (true)
 * @param config files with rules: {@code otel.jmx.config} (none)
 * @param targets names of rules that are there already: {@code otel.jmx.target.system} (none)
 * @param discoveryDelay how often MBeans that match a pattern are looked for: {@code
 *     otel.jmx.discovery.delay} (60 s)
 */
public record JmxConfig(
    boolean enabled, List<String> config, List<String> targets, Duration discoveryDelay) {

  private static final Key<Boolean> ENABLED = Key.flag("otel.jmx.enabled", true);
  private static final Key<List<String>> CONFIG =
      Key.of("otel.jmx.config", "", "a list of files", ValueParser::list);
  private static final Key<List<String>> TARGETS =
      Key.of("otel.jmx.target.system", "", "a list of names", ValueParser::list);
  private static final Key<Duration> DISCOVERY_DELAY =
      Key.of("otel.jmx.discovery.delay", "60000", ValueParser.DURATION, ValueParser::duration);

  static final List<Key<?>> KEYS = List.of(ENABLED, CONFIG, TARGETS, DISCOVERY_DELAY);

  static JmxConfig read(Lookup lookup) {
    return new JmxConfig(
        lookup.get(ENABLED), lookup.get(CONFIG), lookup.get(TARGETS), lookup.get(DISCOVERY_DELAY));
  }
}
