package ee.otel.metrics.internal.config;

import ee.otel.metrics.internal.config.Key.Display;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where and how metrics are posted; read anew for every export.
 *
 * <p>A key of the form {@code otel.exporter.otlp.x} has the form {@code
 * otel.exporter.otlp.metrics.x} beside it, which wins. The environment form of every key is in
 * upper case with underscores.
 *
 * @param endpoint the complete URL to post to, {@code http} or {@code https}: {@code
 *     otel.exporter.otlp.metrics.endpoint} as it is, or else {@code otel.exporter.otlp.endpoint}
 *     (http://localhost:4318) with {@code v1/metrics} below it
 * @param headers the user's headers in their order, values decoded, secret: {@code
 *     otel.exporter.otlp.headers} (none)
 * @param compression how the body is compressed: {@code otel.exporter.otlp.compression} (none)
 * @param protocol the encoding: {@code otel.exporter.otlp.protocol} (http/protobuf)
 * @param timeout the time one attempt may take: {@code otel.exporter.otlp.timeout} (10 s)
 * @param tls the PEM files for https: {@code otel.exporter.otlp.certificate}, {@code .client.key},
 *     {@code .client.certificate} (the platform's trust)
 * @param proxy the proxy to go through, or null for the client's own way: {@code
 *     otel.metrics.ee.proxy.host}, {@code .port} (3128), {@code .user}, {@code .password}; the last
 *     two are left out for https
 * @param maxRequestBytes the largest body, before compression: {@code
 *     otel.metrics.ee.max.request.bytes} (64 MiB)
 * @param maxExportBatchSize the most points in one request: {@code
 *     otel.metrics.ee.max.export.batch.size} (no bound)
 * @param userAgentPrefix what stands before our own user agent, or null: {@code
 *     otel.metrics.ee.user.agent.prefix}
 * @param unknownFate what to do when a request was sent and no answer came: {@code
 *     otel.metrics.ee.unknown.fate} (at_least_once)
 */
public record TransportConfig(
    URI endpoint,
    Map<String, String> headers,
    Compression compression,
    Protocol protocol,
    Duration timeout,
    TlsConfig tls,
    @Nullable ProxyConfig proxy,
    int maxRequestBytes,
    OptionalInt maxExportBatchSize,
    @Nullable String userAgentPrefix,
    UnknownFate unknownFate) {

  /** The most bytes of an answer that are read, after decompression: 4 MiB. */
  public static final int MAX_RESPONSE_BYTES = 4 << 20;

  private static final Key<Optional<URI>> METRICS_ENDPOINT =
      Key.optional("otel.exporter.otlp.metrics.endpoint", ValueParser.URL, ValueParser::endpoint)
          .shown(Display.URL);
  private static final Key<URI> ENDPOINT =
      Key.of(
              "otel.exporter.otlp.endpoint",
              "http://localhost:4318",
              ValueParser.URL,
              ValueParser::endpointBelow)
          .shown(Display.URL);
  private static final Key<Map<String, String>> HEADERS =
      Key.of("otel.exporter.otlp.headers", "", "name=value,name2=value2", ValueParser::headers)
          .shown(Display.NOTHING)
          .orForMetrics();
  private static final Key<Compression> COMPRESSION =
      Key.choice(
              "otel.exporter.otlp.compression",
              "none",
              ValueParser.choices("none", Compression.NONE, "gzip", Compression.GZIP))
          .orForMetrics();
  private static final Key<Protocol> PROTOCOL =
      Key.choice(
              "otel.exporter.otlp.protocol",
              "http/protobuf",
              ValueParser.choices(
                  "http/protobuf", Protocol.HTTP_PROTOBUF, "http/json", Protocol.HTTP_JSON))
          .orForMetrics();
  private static final Key<Duration> TIMEOUT =
      Key.of("otel.exporter.otlp.timeout", "10000", ValueParser.TIMEOUT, ValueParser::timeout)
          .orForMetrics();
  private static final Key<Optional<Path>> CERTIFICATE =
      Key.optional("otel.exporter.otlp.certificate", "the path of a PEM file", ValueParser::path)
          .orForMetrics();
  private static final Key<Optional<Path>> CLIENT_KEY =
      Key.optional("otel.exporter.otlp.client.key", "the path of a PEM file", ValueParser::path)
          .orForMetrics();
  private static final Key<Optional<Path>> CLIENT_CERTIFICATE =
      Key.optional(
              "otel.exporter.otlp.client.certificate", "the path of a PEM file", ValueParser::path)
          .orForMetrics();
  private static final Key<Optional<String>> PROXY_HOST =
      Key.optional(
              "otel.metrics.ee.proxy.host",
              "a host name without scheme and port",
              ValueParser::host)
          .shown(Display.URL);
  private static final Key<Integer> PROXY_PORT =
      Key.integer("otel.metrics.ee.proxy.port", 3128, 1, 65535);
  private static final Key<Optional<String>> PROXY_USER =
      Key.optional("otel.metrics.ee.proxy.user", "text", (value, remarks) -> value)
          .shown(Display.NOTHING);
  private static final Key<Optional<String>> PROXY_PASSWORD =
      Key.optional("otel.metrics.ee.proxy.password", "text", (value, remarks) -> value)
          .shown(Display.NOTHING);
  private static final Key<Integer> MAX_REQUEST_BYTES =
      Key.integer("otel.metrics.ee.max.request.bytes", 64 << 20, 1024, Integer.MAX_VALUE);
  private static final Key<Optional<Integer>> MAX_EXPORT_BATCH_SIZE =
      Key.optional(
          "otel.metrics.ee.max.export.batch.size",
          ValueParser.integerBetween(1, Integer.MAX_VALUE),
          (value, remarks) -> ValueParser.integer(value, 1, Integer.MAX_VALUE));
  private static final Key<Optional<String>> USER_AGENT_PREFIX =
      Key.optional(
          "otel.metrics.ee.user.agent.prefix",
          "text that may stand in a header",
          ValueParser::fieldValue);
  private static final Key<UnknownFate> UNKNOWN_FATE =
      Key.choice(
          "otel.metrics.ee.unknown.fate",
          "at_least_once",
          ValueParser.choices(
              "at_least_once", UnknownFate.AT_LEAST_ONCE,
              "at_most_once", UnknownFate.AT_MOST_ONCE));

  static final List<Key<?>> KEYS =
      List.of(
          METRICS_ENDPOINT,
          ENDPOINT,
          HEADERS,
          COMPRESSION,
          PROTOCOL,
          TIMEOUT,
          CERTIFICATE,
          CLIENT_KEY,
          CLIENT_CERTIFICATE,
          PROXY_HOST,
          PROXY_PORT,
          PROXY_USER,
          PROXY_PASSWORD,
          MAX_REQUEST_BYTES,
          MAX_EXPORT_BATCH_SIZE,
          USER_AGENT_PREFIX,
          UNKNOWN_FATE);

  /** What of this record a change is reported of, by key. */
  private static final Map<String, Function<TransportConfig, @Nullable Object>> PARTS = parts();

  public TransportConfig {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    if (proxy != null && endpoint.getScheme().equals("https")) {
      proxy = new ProxyConfig(proxy.host(), proxy.port(), null, null);
    }
  }

  static TransportConfig read(Lookup lookup) {
    URI endpoint = lookup.get(METRICS_ENDPOINT).orElseGet(() -> lookup.get(ENDPOINT));
    return new TransportConfig(
        endpoint,
        lookup.get(HEADERS),
        lookup.get(COMPRESSION),
        lookup.get(PROTOCOL),
        lookup.get(TIMEOUT),
        tls(lookup),
        proxy(lookup, endpoint),
        lookup.get(MAX_REQUEST_BYTES),
        lookup.get(MAX_EXPORT_BATCH_SIZE).map(OptionalInt::of).orElse(OptionalInt.empty()),
        lookup.get(USER_AGENT_PREFIX).orElse(null),
        lookup.get(UNKNOWN_FATE));
  }

  private static TlsConfig tls(Lookup lookup) {
    Optional<Path> key = lookup.get(CLIENT_KEY);
    Optional<Path> certificate = lookup.get(CLIENT_CERTIFICATE);
    String pair = CLIENT_KEY.name() + " and " + CLIENT_CERTIFICATE.name();
    if (key.isPresent() == certificate.isPresent()) {
      lookup.settle(pair);
    } else {
      lookup.complain(
          pair,
          key + " " + certificate,
          () -> pair + ": one without the other is ignored; set both");
      key = Optional.empty();
      certificate = Optional.empty();
    }
    return new TlsConfig(
        lookup.get(CERTIFICATE).orElse(null), key.orElse(null), certificate.orElse(null));
  }

  private static @Nullable ProxyConfig proxy(Lookup lookup, URI endpoint) {
    int port = lookup.get(PROXY_PORT);
    Optional<String> user = lookup.get(PROXY_USER);
    Optional<String> password = lookup.get(PROXY_PASSWORD);
    Optional<String> host = lookup.get(PROXY_HOST);
    String credentials = PROXY_USER.name() + " for https";
    if (host.isEmpty() || user.isEmpty() || !endpoint.getScheme().equals("https")) {
      lookup.settle(credentials);
    } else {
      lookup.complain(
          credentials,
          host.get(),
          () ->
              PROXY_USER.name()
                  + ": for an https endpoint nothing is sent to authenticate at the proxy, since no"
                  + " REST client of a server can; let the proxy admit this host by its address, or"
                  + " send http to a collector nearby");
    }
    return host.map(name -> new ProxyConfig(name, port, user.orElse(null), password.orElse(null)))
        .orElse(null);
  }

  private static Map<String, Function<TransportConfig, @Nullable Object>> parts() {
    Map<String, Function<TransportConfig, @Nullable Object>> parts = new LinkedHashMap<>();
    parts.put(ENDPOINT.name(), TransportConfig::endpoint);
    parts.put(HEADERS.name(), TransportConfig::headers);
    parts.put(COMPRESSION.name(), TransportConfig::compression);
    parts.put(PROTOCOL.name(), TransportConfig::protocol);
    parts.put(TIMEOUT.name(), TransportConfig::timeout);
    parts.put(CERTIFICATE.name(), config -> config.tls().certificate());
    parts.put(CLIENT_KEY.name(), config -> config.tls().clientKey());
    parts.put(CLIENT_CERTIFICATE.name(), config -> config.tls().clientCertificate());
    parts.put(PROXY_HOST.name(), TransportConfig::proxy);
    parts.put(MAX_REQUEST_BYTES.name(), TransportConfig::maxRequestBytes);
    parts.put(MAX_EXPORT_BATCH_SIZE.name(), TransportConfig::maxExportBatchSize);
    parts.put(USER_AGENT_PREFIX.name(), TransportConfig::userAgentPrefix);
    parts.put(UNKNOWN_FATE.name(), TransportConfig::unknownFate);
    return parts;
  }

  /**
   * The keys whose meaning differs from {@code earlier}, general form; empty when nothing changed.
   * Names only, so it may be logged.
   */
  public List<String> changedSince(TransportConfig earlier) {
    return Changes.between(earlier, this, PARTS);
  }

  /** The endpoint without query, where people put tokens: for messages. */
  public String printableEndpoint() {
    return Secrets.withoutSecrets(endpoint.toString());
  }

  /** Names and places; no value of a header, no password, no query of the endpoint. */
  @Override
  public String toString() {
    return "TransportConfig["
        + printableEndpoint()
        + ", headers "
        + headers.keySet()
        + ", "
        + compression
        + ", "
        + protocol
        + ", timeout "
        + timeout
        + ", "
        + tls
        + ", "
        + (proxy == null ? "no proxy" : proxy)
        + "]";
  }
}
