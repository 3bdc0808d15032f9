package ee.otel.metrics.internal.config;

import ee.otel.metrics.internal.tls.TlsFiles;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
 *     otel.metrics.ee.endpoint} or {@code otel.exporter.otlp.metrics.endpoint} as it is, or else
 *     {@code otel.exporter.otlp.endpoint} (http://localhost:4318) with {@code v1/metrics} below it
 * @param endpointIsSubstitute whether an invalid endpoint was set, so that this one is not the one
 *     that was meant: then no headers are sent
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
 * @param maxResponseBytes the most bytes of an answer that are read, after decompression: {@code
 *     otel.metrics.ee.max.response.bytes} (4 MiB)
 * @param maxExportBatchSize the most points in one request: {@code
 *     otel.metrics.ee.max.export.batch.size} (no bound)
 * @param userAgentPrefix what stands before our own user agent, or null: {@code
 *     otel.metrics.ee.user.agent.prefix}
 * @param unknownFate what to do when a request was sent and no answer came: {@code
 *     otel.metrics.ee.unknown.fate} (at_least_once)
 * @param names of each key the form that counts now, by its general form
 */
public record TransportConfig(
    URI endpoint,
    boolean endpointIsSubstitute,
    Map<String, String> headers,
    Compression compression,
    Protocol protocol,
    Duration timeout,
    TlsFiles tls,
    @Nullable ProxyConfig proxy,
    int maxRequestBytes,
    int maxResponseBytes,
    OptionalInt maxExportBatchSize,
    @Nullable String userAgentPrefix,
    UnknownFate unknownFate,
    Map<String, String> names) {

  /** The parts whose changes are reported, by the general form of their key. */
  private static final Map<String, Function<TransportConfig, @Nullable Object>> PARTS = parts();

  /** Shown in the place of a secret value. */
  private static final String HIDDEN = "***";

  public TransportConfig {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
    if (proxy != null && endpoint.getScheme().equals("https")) {
      proxy = new ProxyConfig(proxy.host(), proxy.port(), null, null);
    }
  }

  private static Map<String, Function<TransportConfig, @Nullable Object>> parts() {
    Map<String, Function<TransportConfig, @Nullable Object>> parts = new LinkedHashMap<>();
    parts.put("otel.exporter.otlp.endpoint", TransportConfig::endpoint);
    parts.put("otel.exporter.otlp.headers", TransportConfig::headers);
    parts.put("otel.exporter.otlp.compression", config -> lower(config.compression()));
    parts.put("otel.exporter.otlp.protocol", config -> lower(config.protocol()).replace('_', '/'));
    parts.put("otel.exporter.otlp.timeout", config -> config.timeout().toMillis());
    parts.put("otel.exporter.otlp.certificate", config -> config.tls().trusted());
    parts.put("otel.exporter.otlp.client.key", config -> config.tls().clientKey());
    parts.put("otel.exporter.otlp.client.certificate", config -> config.tls().clientCertificate());
    parts.put("otel.metrics.ee.proxy.host", TransportConfig::proxy);
    parts.put("otel.metrics.ee.max.request.bytes", TransportConfig::maxRequestBytes);
    parts.put("otel.metrics.ee.max.response.bytes", TransportConfig::maxResponseBytes);
    parts.put(
        "otel.metrics.ee.max.export.batch.size",
        config ->
            config.maxExportBatchSize().isPresent()
                ? config.maxExportBatchSize().getAsInt()
                : null);
    parts.put("otel.metrics.ee.user.agent.prefix", TransportConfig::userAgentPrefix);
    parts.put("otel.metrics.ee.unknown.fate", config -> lower(config.unknownFate()));
    return parts;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The changes since {@code earlier}, each as a key and its new value; empty when nothing changed.
   * Without secrets, so they may be logged.
   */
  public List<String> changedSince(TransportConfig earlier) {
    List<String> changes = new ArrayList<>();
    PARTS.forEach(
        (key, part) -> {
          Object now = part.apply(this);
          if (!Objects.equals(part.apply(earlier), now)) {
            changes.add(names.getOrDefault(key, key) + "=" + shown(key, now));
          }
        });
    return changes;
  }

  private String shown(String key, @Nullable Object value) {
    if (value == null) {
      return "(not set)";
    }
    return switch (key) {
      case "otel.exporter.otlp.endpoint" -> printableEndpoint();
      case "otel.exporter.otlp.headers" -> headers.isEmpty() ? "(none)" : HIDDEN;
      case "otel.metrics.ee.proxy.host" -> Objects.requireNonNull(proxy).host();
      default -> Lookup.printable(value.toString());
    };
  }

  /** The endpoint without user info and query, where people put tokens: for messages. */
  public String printableEndpoint() {
    return Secrets.withoutSecrets(endpoint.toString());
  }

  /**
   * The host of the endpoint as it was given, an IPv6 address without brackets. Not {@link
   * URI#getHost}, which knows no underscores and no labels that begin with a digit.
   */
  public String host() {
    String authority = authority();
    int port = authority.lastIndexOf(':');
    String host = port > authority.lastIndexOf(']') ? authority.substring(0, port) : authority;
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** The port of the endpoint, or the one that its scheme stands for. */
  public int port() {
    String authority = authority();
    int colon = authority.lastIndexOf(':');
    if (colon > authority.lastIndexOf(']') && colon + 1 < authority.length()) {
      return Integer.parseInt(authority.substring(colon + 1));
    }
    return endpoint.getScheme().equals("https") ? 443 : 80;
  }

  /** Host and port; user info is taken out when the endpoint is read. */
  private String authority() {
    return Objects.requireNonNull(endpoint.getRawAuthority(), "endpoint without a host");
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

  /** The OTLP encodings that are offered (specification: <em>OTLP/HTTP</em>). */
  public enum Protocol {
    HTTP_PROTOBUF("application/x-protobuf"),
    HTTP_JSON("application/json");

    private final String contentType;

    Protocol(String contentType) {
      this.contentType = contentType;
    }

    /** The media type of requests, and the one to ask for in answers. */
    public String contentType() {
      return contentType;
    }
  }

  /** How the body of an export is compressed. */
  public enum Compression {
    NONE,
    GZIP
  }

  /**
   * What to do with points whose fate is unknown: the request was sent, and no answer came.
   *
   * <p>Only delta temporality can tell the two apart in its totals; a cumulative point that arrives
   * twice replaces itself.
   */
  public enum UnknownFate {
    /** Send them again. A collector that had taken them counts them twice. */
    AT_LEAST_ONCE,
    /** Count them as lost. A collector that had not taken them never sees them. */
    AT_MOST_ONCE
  }

  /**
   * The HTTP proxy that exports go through.
   *
   * @param host the proxy's host name or address
   * @param port the proxy's port
   * @param user the user name for basic authentication at the proxy, or null
   * @param password the password that belongs to {@code user}, or null; never printed
   */
  public record ProxyConfig(
      String host, int port, @Nullable String user, @Nullable String password) {

    /** Everything but the password. */
    @Override
    public String toString() {
      return "ProxyConfig[" + host + ":" + port + (user == null ? "" : ", with credentials") + "]";
    }
  }
}
