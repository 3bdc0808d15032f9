package ee.otel.metrics.internal.config;

import ee.otel.metrics.data.Resource;
import ee.otel.metrics.internal.health.Health;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Reads MicroProfile Config into records. Every call looks everything up anew.
 *
 * <p>Nothing here throws. A bad value is one warning and the default; when looking up fails at all,
 * as on a server that is being stopped, the last record that was read counts on. Safe from any
 * thread.
 */
public final class ConfigReader {
  private static final String TOPIC = "configuration look-up";

  private final Health health;
  private final Lookup lookup;
  private final AtomicReference<@Nullable TransportConfig> transport = new AtomicReference<>();
  private final AtomicReference<@Nullable ExportConfig> export = new AtomicReference<>();
  private final AtomicReference<@Nullable ConsoleConfig> console = new AtomicReference<>();
  private final AtomicReference<@Nullable SdkConfig> sdk = new AtomicReference<>();
  private final AtomicReference<@Nullable ViewsConfig> views = new AtomicReference<>();
  private final AtomicReference<@Nullable OperatorConfig> operator = new AtomicReference<>();
  private final AtomicReference<@Nullable PrometheusConfig> prometheus = new AtomicReference<>();
  private final AtomicReference<@Nullable HttpConfig> http = new AtomicReference<>();
  private final AtomicReference<@Nullable ResourceConfig> resource = new AtomicReference<>();
  private final AtomicReference<@Nullable JvmConfig> jvm = new AtomicReference<>();
  private final AtomicReference<@Nullable JmxConfig> jmx = new AtomicReference<>();
  private final AtomicReference<@Nullable AnnotationsConfig> annotations = new AtomicReference<>();
  private final AtomicReference<@Nullable LiveConfig> live = new AtomicReference<>();

  /** Reads from {@code config}; warns through {@code health}. */
  public ConfigReader(Config config, Health health) {
    this(new Lookup.Source(new CurrentValue(config)::of, config::getPropertyNames), health);
  }

  private ConfigReader(Lookup.Source source, Health health) {
    this.health = health;
    this.lookup = new Lookup(source, health);
  }

  /** Reads from the configuration of the application whose thread calls. */
  public static ConfigReader ofApplication(Health health) {
    return new ConfigReader(ConfigProvider.getConfig(), health);
  }

  /** Reads from {@code values} as they are at each call: for programs without a container. */
  public static ConfigReader of(Map<String, String> values, Health health) {
    return new ConfigReader(new Lookup.Source(values::get, values::keySet), health);
  }

  /** The text of a property, for exporters that read their own; null when it is not there. */
  public @Nullable String text(String name) {
    return lookup.lenient().text(name);
  }

  public TransportConfig transport() {
    return read(transport, TransportKeys::read);
  }

  public ExportConfig export() {
    return read(export, ExportConfig::read);
  }

  public ConsoleConfig console() {
    return read(console, ConsoleConfig::read);
  }

  /** Warns, once, of keys of the specification that are set and that this library does not read. */
  public void warnOfUnreadKeys() {
    UnreadKeys.warn(lookup.lenient());
  }

  public SdkConfig sdk() {
    return read(sdk, SdkConfig::read);
  }

  public ViewsConfig views() {
    return read(views, ViewsConfig::read);
  }

  public JvmConfig jvm() {
    return read(jvm, JvmConfig::read);
  }

  public OperatorConfig operator() {
    return read(operator, OperatorConfig::read);
  }

  public PrometheusConfig prometheus() {
    return read(prometheus, PrometheusConfig::read);
  }

  public JmxConfig jmx() {
    return read(jmx, JmxConfig::read);
  }

  public HttpConfig http() {
    return read(http, HttpConfig::read);
  }

  public AnnotationsConfig annotations() {
    return read(annotations, AnnotationsConfig::read);
  }

  public LiveConfig live() {
    return read(live, LiveConfig::read);
  }

  /**
   * The resource of this application.
   *
   * @param applicationName the application's own name, used when no service name is configured
   * @param instanceId the random id of this start
   */
  public Resource resource(@Nullable String applicationName, UUID instanceId) {
    return read(resource, ResourceConfig::read).resource(applicationName, instanceId);
  }

  /** The resource of a program that configures none, with the random id of this start. */
  public static Resource defaultResource(UUID instanceId) {
    return ResourceConfig.defaults(instanceId);
  }

  /** All keys, except those of single views. */
  static Stream<Key<?>> keys() {
    return Stream.of(
            AnnotationsConfig.KEYS,
            ExportConfig.KEYS,
            ConsoleConfig.KEYS,
            TransportKeys.KEYS,
            SdkConfig.KEYS,
            ViewsConfig.KEYS,
            PrometheusConfig.KEYS,
            HttpConfig.KEYS,
            OperatorConfig.KEYS,
            ResourceConfig.KEYS,
            JvmConfig.KEYS,
            JmxConfig.KEYS,
            LiveConfig.KEYS)
        .flatMap(List::stream);
  }

  private <T> T read(AtomicReference<@Nullable T> last, Function<Lookup, T> reading) {
    try {
      T now = reading.apply(lookup);
      last.set(now);
      health.recovered(TOPIC, () -> "configuration can be looked up again");
      return now;
    } catch (RuntimeException | LinkageError broken) {
      T before = last.get();
      health.warn(
          TOPIC,
          () ->
              "configuration cannot be looked up ("
                  + broken.getClass().getName()
                  + "); "
                  + (before == null ? "defaults are used" : "the last values are used")
                  + ". Normal while the server stops");
      return before != null ? before : reading.apply(lookup.lenient());
    }
  }
}
