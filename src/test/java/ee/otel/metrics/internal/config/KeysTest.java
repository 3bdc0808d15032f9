package ee.otel.metrics.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.TemporalityPreference;
import ee.otel.metrics.api.ViewMatching;
import ee.otel.metrics.internal.config.ExportConfig.ExporterKind;
import ee.otel.metrics.internal.config.PrometheusConfig.TranslationStrategy;
import ee.otel.metrics.internal.config.SdkConfig.HistogramAggregation;
import ee.otel.metrics.internal.config.TransportConfig.Compression;
import ee.otel.metrics.internal.config.TransportConfig.Protocol;
import ee.otel.metrics.internal.config.TransportConfig.ProxyConfig;
import ee.otel.metrics.internal.config.TransportConfig.UnknownFate;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.common.AttributeKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key: its default, a good value, bad values. */
class KeysTest {
  private static final UUID ID = new UUID(1, 2);

  private final RecordedLog log = new RecordedLog();

  /**
   * @param with other settings that the key needs to take effect
   * @param bad values that give the fallback; empty where every text is good
   */
  record Case(
      String name,
      Function<ConfigReader, @Nullable Object> part,
      @Nullable Object fallback,
      String good,
      @Nullable Object expected,
      Map<String, String> with,
      List<String> bad) {

    /** What counts for a bad value: no exporter, false, or else the default. */
    @Nullable Object whenBad() {
      return fallback instanceof Boolean
          ? (Object) false
          : name.equals("otel.metrics.exporter") ? Set.of() : fallback;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    String exporter = "otel.exporter.otlp.";
    return Stream.of(
            Stream.of(
                export("otel.sdk.disabled", ExportConfig::disabled, false, "TRUE", true, "yes"),
                export(
                    "otel.metrics.exporter",
                    ExportConfig::exporters,
                    Set.of(ExporterKind.OTLP),
                    "console, otlp",
                    Set.of(ExporterKind.OTLP, ExporterKind.CONSOLE),
                    ",",
                    "none,statsd"),
                export(
                    "otel.metric.export.interval",
                    ExportConfig::interval,
                    Duration.ofSeconds(60),
                    "1500",
                    Duration.ofMillis(1500),
                    "abc",
                    "0",
                    "-5",
                    "1.5s",
                    "10 parsecs",
                    "25d",
                    "999999999999999999d",
                    "999us"),
                export(
                    "otel.metrics.ee.export.spread",
                    ExportConfig::spread,
                    Optional.empty(),
                    "0",
                    Optional.of(Duration.ZERO),
                    "wide",
                    "-1",
                    "25d"),
                export(
                    "otel.metric.export.timeout",
                    ExportConfig::timeout,
                    Duration.ofSeconds(30),
                    "10s",
                    Duration.ofSeconds(10),
                    "soon",
                    "-1"),
                export(
                    "otel.metrics.ee.shutdown.timeout",
                    ExportConfig::shutdownTimeout,
                    Duration.ofSeconds(5),
                    "2 s",
                    Duration.ofSeconds(2),
                    "0",
                    "-1"),
                transport(
                    exporter + "metrics.endpoint",
                    TransportConfig::endpoint,
                    URI.create("http://localhost:4318/v1/metrics"),
                    "https://collector:4319/own?x=1",
                    URI.create("https://collector:4319/own?x=1"),
                    "collector:4318",
                    "ftp://collector",
                    "http://",
                    "http://host:70000",
                    "http://host name",
                    "/v1/metrics"),
                transport(
                    "otel.metrics.ee.endpoint",
                    TransportConfig::endpoint,
                    URI.create("http://localhost:4318/v1/metrics"),
                    "https://collector:4319/own",
                    URI.create("https://collector:4319/own"),
                    "collector:4318"),
                transport(
                    exporter + "endpoint",
                    TransportConfig::endpoint,
                    URI.create("http://localhost:4318/v1/metrics"),
                    "http://collector",
                    URI.create("http://collector/v1/metrics"),
                    "collector",
                    "http://host:port"),
                transport(
                    "otel.metrics.ee.max.request.bytes",
                    TransportConfig::maxRequestBytes,
                    64 * 1024 * 1024,
                    "1048576",
                    1048576,
                    "64MiB",
                    "0",
                    "99999999999"),
                transport(
                    "otel.metrics.ee.max.response.bytes",
                    TransportConfig::maxResponseBytes,
                    4 * 1024 * 1024,
                    "65536",
                    65536,
                    "4MiB",
                    "0"),
                transport(
                    "otel.metrics.ee.max.export.batch.size",
                    TransportConfig::maxExportBatchSize,
                    OptionalInt.empty(),
                    "5000",
                    OptionalInt.of(5000),
                    "0",
                    "all"),
                transport(
                    "otel.metrics.ee.user.agent.prefix",
                    TransportConfig::userAgentPrefix,
                    null,
                    "shop/1.0",
                    "shop/1.0",
                    "shop\r\nx: y"),
                transport(
                    "otel.metrics.ee.unknown.fate",
                    TransportConfig::unknownFate,
                    UnknownFate.AT_LEAST_ONCE,
                    "at_most_once",
                    UnknownFate.AT_MOST_ONCE,
                    "exactly_once"),
                transport(
                    "otel.metrics.ee.proxy.host",
                    TransportConfig::proxy,
                    null,
                    "proxy.local",
                    new ProxyConfig("proxy.local", 3128, null, null),
                    "http://proxy:8080",
                    "proxy:8080"),
                proxied(
                    "otel.metrics.ee.proxy.port", ProxyConfig::port, 3128, "81", 81, "0", "65536"),
                proxied("otel.metrics.ee.proxy.user", ProxyConfig::user, null, "me", "me"),
                proxied("otel.metrics.ee.proxy.password", ProxyConfig::password, null, "pw", "pw"),
                sdk(
                    "otel.metrics.exemplar.filter",
                    SdkConfig::exemplarFilter,
                    ExemplarFilter.traceBased(),
                    "ALWAYS_OFF",
                    ExemplarFilter.alwaysOff(),
                    "sometimes"),
                sdk("otel.metrics.ee.global", SdkConfig::global, false, "true", true, "perhaps"),
                sdk(
                    "otel.java.metrics.cardinality.limit",
                    SdkConfig::cardinalityLimit,
                    2000,
                    "10",
                    10,
                    "0",
                    "many"),
                sdk(
                    exporter + "metrics.temporality.preference",
                    SdkConfig::temporality,
                    TemporalityPreference.CUMULATIVE,
                    "LowMemory",
                    TemporalityPreference.LOWMEMORY,
                    "gauge"),
                sdk(
                    exporter + "metrics.default.histogram.aggregation",
                    SdkConfig::histogramAggregation,
                    HistogramAggregation.EXPLICIT_BUCKET_HISTOGRAM,
                    "base2_exponential_bucket_histogram",
                    HistogramAggregation.BASE2_EXPONENTIAL_BUCKET_HISTOGRAM,
                    "exponential"),
                sdk(
                    "otel.metrics.ee.idle.timeout",
                    SdkConfig::idleTimeout,
                    Optional.empty(),
                    "1h",
                    Optional.of(Duration.ofHours(1)),
                    "never"),
                sdk(
                    "otel.metrics.ee.callback.timeout",
                    SdkConfig::callbackTimeout,
                    Duration.ofSeconds(5),
                    "250ms",
                    Duration.ofMillis(250),
                    "quick"),
                sdk(
                    "otel.metrics.ee.self.observability",
                    SdkConfig::selfObservability,
                    true,
                    "false",
                    false,
                    "off"),
                sdk(
                    "otel.metrics.ee.self.observability.detailed",
                    SdkConfig::selfObservabilityDetailed,
                    false,
                    "true",
                    true,
                    "on"),
                sdk(
                    "otel.metrics.ee.exemplar.filtered.attributes",
                    SdkConfig::exemplarFilteredAttributes,
                    true,
                    "False",
                    false,
                    "no"),
                annotations(
                    "otel.metrics.ee.annotations", AnnotationsConfig::own, true, "false", "x"),
                annotations(
                    "otel.metrics.ee.annotations.opentelemetry",
                    AnnotationsConfig::openTelemetry,
                    true,
                    "false",
                    "x"),
                annotations(
                    "otel.metrics.ee.annotations.micrometer",
                    AnnotationsConfig::micrometer,
                    true,
                    "false",
                    "x"),
                annotations(
                    "otel.metrics.ee.microprofile.metrics.units",
                    AnnotationsConfig::originalUnits,
                    false,
                    "Original",
                    "inches"),
                new Case(
                    "otel.metrics.ee.microprofile.metrics",
                    r -> r.annotations().microProfile(),
                    AnnotationsConfig.MicroProfile.AUTO,
                    "Always",
                    AnnotationsConfig.MicroProfile.ALWAYS,
                    Map.of(),
                    List.of("sometimes")),
                console(
                    "otel.metrics.ee.console.interval",
                    ConsoleConfig::interval,
                    Duration.ofSeconds(10),
                    "2s",
                    Duration.ofSeconds(2),
                    "soon"),
                console(
                    "otel.metrics.ee.console.temporality",
                    ConsoleConfig::temporality,
                    TemporalityPreference.CUMULATIVE,
                    "Delta",
                    TemporalityPreference.DELTA,
                    "gauge"),
                console(
                    "otel.metrics.ee.console.output",
                    ConsoleConfig::standardOutput,
                    false,
                    "stdout",
                    true,
                    "paper"),
                live("otel.metrics.ee.live", LiveConfig::enabled, false, "true", true, "yes"),
                live(
                    "otel.metrics.ee.live.role",
                    r -> r.access().role(),
                    Optional.empty(),
                    "operator",
                    Optional.of("operator")),
                live(
                    "otel.metrics.ee.live.addresses",
                    LiveConfig::loopbackOnly,
                    true,
                    "10.0.0.0/8",
                    false),
                jvm("otel.metrics.ee.jvm", JvmConfig::enabled, true, "false", "nothing"),
                jvm("otel.metrics.ee.jvm.reported", JvmConfig::always, false, "Always", "twice"),
                jvm("otel.metrics.ee.jvm.opt.in", JvmConfig::optIn, false, "true", "all"),
                jvm(
                    "otel.instrumentation.runtime-telemetry.emit-experimental-metrics",
                    JvmConfig::development,
                    false,
                    "true",
                    "some"),
                jvm(
                    "otel.instrumentation.runtime-telemetry.capture-gc-cause",
                    JvmConfig::gcCause,
                    false,
                    "true",
                    "why"),
                operator("mxbean", OperatorConfig::mxBean, true, "false", false, "no"),
                operator("health", OperatorConfig::healthCheck, false, "true", true, "yes"),
                operator(
                    "health.unready", OperatorConfig::unreadyWhenFailing, false, "true", true, "1"),
                prometheus(
                    "path", PrometheusConfig::path, "/metrics", "scrape", "/scrape", "/", "a b"),
                prometheus(
                    "addresses",
                    config -> config.access().addresses(),
                    List.of(AddressRange.of("127.0.0.0/8"), AddressRange.of("::1")),
                    "10.0.0.0/8",
                    List.of(AddressRange.of("10.0.0.0/8"))),
                prometheus(
                    "role",
                    config -> config.access().role(),
                    Optional.empty(),
                    "operator",
                    Optional.of("operator")),
                prometheus(
                    "translation.strategy",
                    PrometheusConfig::translationStrategy,
                    TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES,
                    "NoTranslation",
                    TranslationStrategy.NO_TRANSLATION,
                    "none"),
                prometheus("scope.info", PrometheusConfig::scopeInfo, true, "false", false, "no"),
                prometheus("target.info", PrometheusConfig::targetInfo, true, "false", false, "no"),
                prometheus(
                    "resource.constant.labels.included",
                    PrometheusConfig::constantLabels,
                    List.of(),
                    "service.*, host.id",
                    List.of("service.*", "host.id")),
                prometheus(
                    "resource.constant.labels.excluded",
                    PrometheusConfig::noConstantLabels,
                    List.of(),
                    "host.name",
                    List.of("host.name")),
                prometheus("created", PrometheusConfig::created, false, "true", true, "yes"),
                jmx("otel.jmx.enabled", JmxConfig::enabled, true, "false", false, "perhaps"),
                jmx(
                    "otel.jmx.config",
                    JmxConfig::config,
                    List.of(),
                    "a.yaml,b",
                    List.of("a.yaml", "b")),
                jmx(
                    "otel.jmx.target.system",
                    JmxConfig::targets,
                    List.of(),
                    "payara",
                    List.of("payara")),
                jmx(
                    "otel.jmx.discovery.delay",
                    JmxConfig::discoveryDelay,
                    Duration.ofMinutes(1),
                    "5s",
                    Duration.ofSeconds(5),
                    "soon"),
                new Case(
                    "otel.metrics.views.matching-mode",
                    r -> r.views().matching(),
                    ViewMatching.INDEPENDENT,
                    "Composable",
                    ViewMatching.COMPOSABLE,
                    Map.of(),
                    List.of("merged")),
                http("otel.metrics.ee.http.server", HttpConfig::server, true, "false", false),
                http(
                    "otel.metrics.ee.http.server.active.requests",
                    HttpConfig::activeRequests,
                    false,
                    "true",
                    true,
                    "yes"),
                http(
                    "otel.metrics.ee.http.server.body.size",
                    HttpConfig::bodySizes,
                    false,
                    "true",
                    true,
                    "1"),
                http(
                    "otel.metrics.ee.http.server.address",
                    HttpConfig::serverAddress,
                    false,
                    "true",
                    true,
                    "on"),
                http(
                    "otel.metrics.ee.http.server.forwarded",
                    HttpConfig::forwarded,
                    false,
                    "TRUE",
                    true,
                    "yes"),
                http(
                    "otel.metrics.ee.http.server.event.streams",
                    HttpConfig::eventStreams,
                    true,
                    "false",
                    false),
                http(
                    "otel.metrics.ee.http.server.excluded.routes",
                    HttpConfig::excludedRoutes,
                    List.of(),
                    "/health/*, /metrics",
                    List.of("/health/*", "/metrics")),
                http(
                    "otel.instrumentation.http.known-methods",
                    HttpConfig::knownMethods,
                    List.of(
                        "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT",
                        "QUERY", "TRACE"),
                    "GET,PURGE",
                    List.of("GET", "PURGE")),
                http("otel.metrics.ee.http.client", HttpConfig::client, true, "false", false),
                resource("otel.service.name", "service.name", "app", "shop", "shop"),
                resource(
                    "otel.resource.attributes",
                    "host.name",
                    null,
                    "host.name=h%2C1",
                    "h,1",
                    "host.name",
                    "=x",
                    "host.name=%zz",
                    "host.name=%C3",
                    "host.name=x%2"),
                resource(
                    "otel.resource.disabled.keys",
                    "service.instance.id",
                    ID.toString(),
                    "a, service.instance.id",
                    null)),
            both(
                "headers",
                TransportConfig::headers,
                Map.of(),
                "api-key=a%20b+c=,x=y",
                Map.of("api-key", "a b+c=", "x", "y"),
                "api-key",
                "=x",
                "a b=x",
                "x=",
                "x=%zz",
                "x=%0d%0ay:z"),
            both(
                "compression",
                TransportConfig::compression,
                Compression.NONE,
                "GZIP",
                Compression.GZIP,
                "zstd"),
            both(
                "protocol",
                TransportConfig::protocol,
                Protocol.HTTP_PROTOBUF,
                "http/json",
                Protocol.HTTP_JSON,
                "grpc"),
            both(
                "timeout",
                TransportConfig::timeout,
                Duration.ofSeconds(10),
                "1m",
                Duration.ofMinutes(1),
                "x"),
            both(
                "certificate",
                c -> c.tls().trusted(),
                null,
                "/etc/ca.pem",
                Path.of("/etc/ca.pem"),
                "\0"),
            pem("client.key", c -> c.tls().clientKey(), "client.certificate"),
            pem("client.certificate", c -> c.tls().clientCertificate(), "client.key"))
        .flatMap(Function.identity());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void key_hasItsDefault(Case key) {
    assertEquals(key.fallback(), key.part().apply(new Settings().reader()));
    assertEquals(List.of(), log.warnings());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void key_takesAGoodValue(Case key) {
    assertEquals(key.expected(), key.part().apply(settings(key, " " + key.good() + " ").reader()));
    assertEquals(List.of(), log.warnings());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void key_hasAnEnvironmentForm(Case key) {
    Map<String, String> variables =
        Stream.concat(key.with().entrySet().stream(), Stream.of(Map.entry(key.name(), key.good())))
            .collect(
                Collectors.toMap(
                    e -> e.getKey().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                    Map.Entry::getValue));

    assertEquals(key.expected(), key.part().apply(Settings.environment(variables)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void emptyValue_countsAsUnset(Case key) {
    assertEquals(key.fallback(), key.part().apply(settings(key, " ").reader()));
    assertEquals(0, warningsThatName(key.name()).size());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void badValue_isOneWarningThatNamesTheKey(Case key) {
    for (String bad : key.bad()) {
      int before = warningsThatName(key.name()).size();
      ConfigReader reader = settings(key, bad).reader();

      assertEquals(key.whenBad(), key.part().apply(reader), bad);
      assertEquals(key.whenBad(), key.part().apply(reader), bad);
      assertEquals(before + 1, warningsThatName(key.name()).size(), bad);
    }
  }

  @Test
  void cases_coverEveryKey() {
    Set<String> all =
        ConfigReader.keys()
            .flatMap(key -> key.names().stream())
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(all, cases().map(Case::name).collect(Collectors.toCollection(TreeSet::new)));
  }

  @AfterEach
  void close() {
    log.close();
  }

  private List<String> warningsThatName(String name) {
    return log.warnings().stream()
        .filter(w -> w.matches(Pattern.quote(name) + "( = |:|'s ).*"))
        .toList();
  }

  private static Settings settings(Case key, String value) {
    Settings settings = new Settings().set(key.name(), value);
    key.with().forEach(settings::set);
    return settings;
  }

  private static Case operator(
      String end,
      Function<OperatorConfig, Object> part,
      Object fallback,
      String good,
      Object expected,
      String... bad) {
    return new Case(
        "otel.metrics.ee.operator." + end,
        reader -> part.apply(reader.operator()),
        fallback,
        good,
        expected,
        Map.of(),
        List.of(bad));
  }

  private static Case prometheus(
      String end,
      Function<PrometheusConfig, Object> part,
      Object fallback,
      String good,
      Object expected,
      String... bad) {
    return new Case(
        "otel.metrics.ee.prometheus." + end,
        reader -> part.apply(reader.prometheus()),
        fallback,
        good,
        expected,
        Map.of(),
        List.of(bad));
  }

  private static Case export(
      String name,
      Function<ExportConfig, @Nullable Object> part,
      @Nullable Object fallback,
      String good,
      Object expected,
      String... bad) {
    return new Case(
        name, r -> part.apply(r.export()), fallback, good, expected, Map.of(), Arrays.asList(bad));
  }

  private static Case transport(
      String name,
      Function<TransportConfig, @Nullable Object> part,
      @Nullable Object fallback,
      String good,
      Object expected,
      String... bad) {
    return new Case(
        name,
        r -> part.apply(r.transport()),
        fallback,
        good,
        expected,
        Map.of(),
        Arrays.asList(bad));
  }

  private static Stream<Case> both(
      String name,
      Function<TransportConfig, @Nullable Object> part,
      @Nullable Object fallback,
      String good,
      Object expected,
      String... bad) {
    return Stream.of("otel.exporter.otlp.", "otel.exporter.otlp.metrics.")
        .map(prefix -> transport(prefix + name, part, fallback, good, expected, bad));
  }

  private static Stream<Case> pem(
      String name, Function<TransportConfig, @Nullable Object> part, String companion) {
    return Stream.of("otel.exporter.otlp.", "otel.exporter.otlp.metrics.")
        .map(
            prefix ->
                new Case(
                    prefix + name,
                    r -> part.apply(r.transport()),
                    null,
                    "/etc/one.pem",
                    Path.of("/etc/one.pem"),
                    Map.of("otel.exporter.otlp." + companion, "/etc/other.pem"),
                    List.of("\0")));
  }

  private static Case proxied(
      String name,
      Function<ProxyConfig, @Nullable Object> part,
      @Nullable Object fallback,
      String good,
      Object expected,
      String... bad) {
    return new Case(
        name,
        r -> {
          ProxyConfig proxy = r.transport().proxy();
          return proxy == null ? fallback : part.apply(proxy);
        },
        fallback,
        good,
        expected,
        Map.of("otel.metrics.ee.proxy.host", "proxy"),
        Arrays.asList(bad));
  }

  /** A key whose good value means the opposite of its default. */
  private static Case annotations(
      String name,
      Function<AnnotationsConfig, Object> part,
      boolean fallback,
      String good,
      String bad) {
    return new Case(
        name, r -> part.apply(r.annotations()), fallback, good, !fallback, Map.of(), List.of(bad));
  }

  /** A key whose good value means the opposite of its default. */
  private static Case jvm(
      String name, Function<JvmConfig, Object> part, boolean fallback, String good, String bad) {
    return new Case(
        name, r -> part.apply(r.jvm()), fallback, good, !fallback, Map.of(), List.of(bad));
  }

  private static Case jmx(
      String name,
      Function<JmxConfig, Object> part,
      Object fallback,
      String good,
      Object expected,
      String... bad) {
    return new Case(
        name, r -> part.apply(r.jmx()), fallback, good, expected, Map.of(), List.of(bad));
  }

  private static Case console(
      String name,
      Function<ConsoleConfig, Object> part,
      Object fallback,
      String good,
      Object expected,
      String bad) {
    return new Case(
        name, r -> part.apply(r.console()), fallback, good, expected, Map.of(), List.of(bad));
  }

  private static Case live(
      String name,
      Function<LiveConfig, Object> part,
      Object fallback,
      String good,
      Object expected,
      String... bad) {
    return new Case(
        name, r -> part.apply(r.live()), fallback, good, expected, Map.of(), List.of(bad));
  }

  private static <T> Case http(
      String name,
      Function<HttpConfig, T> part,
      T fallback,
      String good,
      T expected,
      String... bad) {
    return new Case(
        name, r -> part.apply(r.http()), fallback, good, expected, Map.of(), List.of(bad));
  }

  private static Case sdk(
      String name,
      Function<SdkConfig, @Nullable Object> part,
      Object fallback,
      String good,
      Object expected,
      String... bad) {
    return new Case(
        name, r -> part.apply(r.sdk()), fallback, good, expected, Map.of(), Arrays.asList(bad));
  }

  private static Case resource(
      String name,
      String attribute,
      @Nullable Object fallback,
      String good,
      @Nullable Object expected,
      String... bad) {
    return new Case(
        name,
        r -> r.resource("app", ID).attributes().get(AttributeKey.stringKey(attribute)),
        fallback,
        good,
        expected,
        Map.of(),
        Arrays.asList(bad));
  }
}
