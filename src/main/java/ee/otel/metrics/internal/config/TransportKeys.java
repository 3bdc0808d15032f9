package ee.otel.metrics.internal.config;

import ee.otel.metrics.internal.config.Key.Display;
import ee.otel.metrics.internal.config.TransportConfig.Compression;
import ee.otel.metrics.internal.config.TransportConfig.Protocol;
import ee.otel.metrics.internal.config.TransportConfig.ProxyConfig;
import ee.otel.metrics.internal.config.TransportConfig.UnknownFate;
import ee.otel.metrics.internal.tls.TlsFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The keys of {@link TransportConfig}, and how one is read. */
final class TransportKeys {
  private static final String DEFAULT_ENDPOINT = "http://localhost:4318";
  private static final String WITHOUT_HEADERS = ", and no headers are sent there";

  private static final Key<Optional<URI>> OWN_ENDPOINT =
      Key.optional("otel.metrics.ee.endpoint", ValueParser.URL, ValueParser::endpoint)
          .shown(Display.URL)
          .otherwise(
              "metrics go to otel.exporter.otlp.metrics.endpoint or otel.exporter.otlp.endpoint, or"
                  + " else to "
                  + DEFAULT_ENDPOINT
                  + WITHOUT_HEADERS);
  private static final Key<Optional<URI>> METRICS_ENDPOINT =
      Key.optional("otel.exporter.otlp.metrics.endpoint", ValueParser.URL, ValueParser::endpoint)
          .shown(Display.URL)
          .otherwise(
              "metrics go to otel.exporter.otlp.endpoint, or else to "
                  + DEFAULT_ENDPOINT
                  + WITHOUT_HEADERS);
  private static final Key<Optional<URI>> ENDPOINT =
      new Key<>(
          List.of("otel.exporter.otlp.endpoint"),
          DEFAULT_ENDPOINT,
          Optional.empty(),
          (value, remarks) -> Optional.of(ValueParser.endpointBelow(value, remarks)),
          ValueParser.URL,
          Display.URL,
          "the default " + DEFAULT_ENDPOINT + " is used" + WITHOUT_HEADERS);
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
  private static final Key<Integer> MAX_RESPONSE_BYTES =
      Key.integer("otel.metrics.ee.max.response.bytes", 4 << 20, 1024, Integer.MAX_VALUE - 1);
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
          OWN_ENDPOINT,
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
          MAX_RESPONSE_BYTES,
          MAX_EXPORT_BATCH_SIZE,
          USER_AGENT_PREFIX,
          UNKNOWN_FATE);

  private TransportKeys() {}

  static TransportConfig read(Lookup lookup) {
    Optional<URI> given = Optional.empty();
    boolean substitute = false;
    for (Key<Optional<URI>> key : List.of(OWN_ENDPOINT, METRICS_ENDPOINT, ENDPOINT)) {
      given = lookup.get(key);
      if (given.isPresent()) {
        break;
      }
      substitute |= lookup.isBad(key);
    }
    URI endpoint =
        given.orElseGet(() -> ValueParser.endpointBelow(DEFAULT_ENDPOINT, new ArrayList<>()));
    return new TransportConfig(
        endpoint,
        substitute,
        substitute ? Map.of() : lookup.get(HEADERS),
        lookup.get(COMPRESSION),
        lookup.get(PROTOCOL),
        lookup.get(TIMEOUT),
        tls(lookup),
        proxy(lookup, endpoint),
        lookup.get(MAX_REQUEST_BYTES),
        lookup.get(MAX_RESPONSE_BYTES),
        lookup.get(MAX_EXPORT_BATCH_SIZE).map(OptionalInt::of).orElse(OptionalInt.empty()),
        lookup.get(USER_AGENT_PREFIX).orElse(null),
        lookup.get(UNKNOWN_FATE),
        names(lookup));
  }

  /** For each key, the form that is in use now, by its general form. */
  private static Map<String, String> names(Lookup lookup) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Key<?> key : KEYS) {
      names.put(key.name(), lookup.nameInUse(key));
    }
    for (Key<Optional<URI>> key : List.of(METRICS_ENDPOINT, OWN_ENDPOINT)) {
      if (lookup.get(key).isPresent()) {
        names.put(ENDPOINT.name(), key.name());
      }
    }
    return names;
  }

  private static TlsFiles tls(Lookup lookup) {
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
    return new TlsFiles(
        lookup.get(CERTIFICATE).orElse(null), certificate.orElse(null), key.orElse(null));
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
}
