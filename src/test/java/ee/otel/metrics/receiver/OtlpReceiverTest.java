package ee.otel.metrics.receiver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OtlpReceiverTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final byte[] BODY = ShopMetrics.request().toByteArray();

  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void protobufBody_isDecoded() throws Exception {
    HttpResponse<byte[]> response = post(request("application/x-protobuf", BODY));
    assertEquals(200, response.statusCode());
    assertEquals("application/x-protobuf", response.headers().firstValue("content-type").get());
    assertEquals(ShopMetrics.request(), receiver.requests().get(0).message());
    assertEquals("shop", receiver.requests().get(0).resourceAttribute("service.name").get());
  }

  @Test
  void gzippedBody_isDecodedAndBothSizesAreKept() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(BODY);
    }
    post(
        request("application/x-protobuf", zipped.toByteArray()).header("Content-Encoding", "gzip"));
    ReceivedRequest received = receiver.requests().get(0);
    assertArrayEquals(BODY, received.body());
    assertEquals(zipped.size(), received.wireSize());
  }

  @Test
  void jsonBody_isDecodedWithHexIds() throws Exception {
    String json =
        """
        {"resourceMetrics":[{"scopeMetrics":[{"scope":{"name":"s"},"metrics":[{"name":"m","sum":{
        "aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"7","exemplars":[
        {"asInt":"7","traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"00f067aa0ba902b7"}
        ]}]}}]}]}]}""";
    post(request("application/json", json.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    ReceivedRequest received = receiver.requests().get(0);
    assertNull(received.problem());
    String drawn = new MetricsTable(Look.PLAIN).draw(received);
    assertTrue(drawn.contains("trace 4bf92f3577b34da6a3ce929d0e0e4736"), drawn);
  }

  @Test
  void unreadableBody_isRefusedAndTold() throws Exception {
    HttpResponse<byte[]> response = post(request("application/x-protobuf", new byte[] {1, 2, 3}));
    assertEquals(400, response.statusCode());
    assertTrue(receiver.requests().get(0).problem() != null);
  }

  @Test
  void answers_areGivenInOrderAndThenSuccess() throws Exception {
    receiver.answer(Answer.retryAfter(503, "1"), Answer.status(429).text("slow down"));
    assertEquals("1", post(ordinary()).headers().firstValue("retry-after").get());
    assertEquals("slow down", new String(post(ordinary()).body()));
    assertEquals(200, post(ordinary()).statusCode());
    assertEquals(List.of(1, 2, 3), receiver.requests().stream().map(r -> r.number()).toList());
  }

  @Test
  void hangingAnswer_outlastsTheSender() {
    receiver.answer(Answer.hang());
    assertThrows(
        HttpTimeoutException.class, () -> post(ordinary().timeout(Duration.ofMillis(200))));
    receiver.awaitCount(1, Duration.ofSeconds(20)); // on a busy machine later than the sender's end
  }

  @Test
  void disconnect_givesNoStatus() {
    receiver.otherwise(request -> Answer.disconnect());
    assertThrows(IOException.class, () -> post(ordinary()));
  }

  @Test
  void await_wakesWhenTheRequestComes() throws Exception {
    CompletableFuture<List<ReceivedRequest>> both =
        CompletableFuture.supplyAsync(() -> receiver.awaitCount(2, SOON));
    post(ordinary());
    post(ordinary());
    assertEquals(2, both.get().size());
  }

  @Test
  void await_saysWhatCameInstead() throws Exception {
    post(ordinary());
    AssertionError error =
        assertThrows(AssertionError.class, () -> receiver.awaitCount(2, Duration.ofMillis(50)));
    assertTrue(error.getMessage().contains("shop.orders"), error.getMessage());
  }

  private HttpRequest.Builder ordinary() {
    return request("application/x-protobuf", BODY);
  }

  private HttpRequest.Builder request(String contentType, byte[] body) {
    URI uri = receiver.metricsEndpoint();
    return HttpRequest.newBuilder(uri)
        .header("Content-Type", contentType)
        .POST(BodyPublishers.ofByteArray(body));
  }

  private HttpResponse<byte[]> post(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }
}
