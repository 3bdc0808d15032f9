package ee.otel.metrics.receiver;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One request as it came in.
 *
 * @param number 1 for the receiver's first request
 * @param time when its body was complete
 * @param path the request's path, with its query
 * @param headers names in lower case
 * @param wireSize the size of the body as it was sent
 * @param body the body, decompressed
 * @param message the decoded body; the empty message where there is a {@code problem}
 * @param problem why the body could not be decoded, or null
 */
public record ReceivedRequest(
    int number,
    Instant time,
    String path,
    Map<String, List<String>> headers,
    int wireSize,
    byte[] body,
    ExportMetricsServiceRequest message,
    @Nullable String problem) {

  private static final Pattern HEX_ID =
      Pattern.compile("\"(traceId|spanId|trace_id|span_id)\"\\s*:\\s*\"([0-9a-fA-F]*)\"");

  static ReceivedRequest decode(
      int number, Instant time, String path, Map<String, List<String>> headers, byte[] wire) {
    byte[] body = wire;
    ExportMetricsServiceRequest message = ExportMetricsServiceRequest.getDefaultInstance();
    String problem = null;
    try {
      body = decompress(headers.getOrDefault("content-encoding", List.of("identity")), wire);
      message = parse(headers.getOrDefault("content-type", List.of("none")).get(0), body);
    } catch (IOException e) {
      problem = e.toString();
    }
    return new ReceivedRequest(number, time, path, headers, wire.length, body, message, problem);
  }

  private static byte[] decompress(List<String> encoding, byte[] wire) throws IOException {
    switch (encoding.get(0)) {
      case "identity":
        return wire;
      case "gzip":
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(wire))) {
          return in.readAllBytes();
        }
      default:
        throw new IOException("content-encoding is neither gzip nor identity: " + encoding);
    }
  }

  private static ExportMetricsServiceRequest parse(String contentType, byte[] body)
      throws IOException {
    switch (contentType.split(";", 2)[0].strip()) {
      case "application/x-protobuf":
        return ExportMetricsServiceRequest.parseFrom(body);
      case "application/json":
        return parseJson(new String(body, StandardCharsets.UTF_8));
      default:
        throw new IOException("content-type is not one of OTLP's: " + contentType);
    }
  }

  /** OTLP writes ids in hex where protobuf's own JSON has base64. */
  private static ExportMetricsServiceRequest parseJson(String json)
      throws InvalidProtocolBufferException {
    String base64Ids =
        HEX_ID
            .matcher(json)
            .replaceAll(
                id ->
                    "\"%s\":\"%s\""
                        .formatted(
                            id.group(1),
                            Base64.getEncoder()
                                .encodeToString(HexFormat.of().parseHex(id.group(2)))));
    ExportMetricsServiceRequest.Builder builder = ExportMetricsServiceRequest.newBuilder();
    JsonFormat.parser().ignoringUnknownFields().merge(base64Ids, builder);
    return builder.build();
  }

  /** The first value of a header; the name in any case. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of()).stream()
        .findFirst();
  }

  /** All metrics of all scopes. */
  public List<Metric> metrics() {
    return scopeMetrics().flatMap(scope -> scope.getMetricsList().stream()).toList();
  }

  /** The metric of that name, if this request carries it. */
  public Optional<Metric> metric(String name) {
    return metrics().stream().filter(metric -> metric.getName().equals(name)).findFirst();
  }

  /** All scopes, each as often as it occurs. */
  public List<InstrumentationScope> scopes() {
    return scopeMetrics().map(ScopeMetrics::getScope).toList();
  }

  /** The resource attribute as text, if the first resource carries it. */
  public Optional<String> resourceAttribute(String key) {
    return message.getResourceMetricsList().stream()
        .map(ResourceMetrics::getResource)
        .flatMap(resource -> resource.getAttributesList().stream())
        .filter(attribute -> attribute.getKey().equals(key))
        .map(attribute -> MetricsTable.text(attribute.getValue()))
        .findFirst();
  }

  public int pointCount() {
    return metrics().stream().mapToInt(MetricsTable::pointCount).sum();
  }

  private Stream<ScopeMetrics> scopeMetrics() {
    return message.getResourceMetricsList().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream());
  }

  /** Short: what a failing test should say about it. */
  @Override
  public String toString() {
    return "#%d %s %s: %s"
        .formatted(
            number,
            path,
            header("content-type").orElse("no content-type"),
            problem != null ? problem : metrics().stream().map(Metric::getName).toList());
  }
}
