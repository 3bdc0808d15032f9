package ee.otel.metrics.internal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.data.Resource;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LiveDataTest {
  private static final AttributeKey<String> KEY = AttributeKey.stringKey("key");

  private final AtomicLong clock = new AtomicLong(1_000_000);
  private final OtelMetrics metrics = OtelMetrics.builder().build();
  private final Meter meter = metrics.meterProvider().get("shop");
  private final AtomicInteger asked = new AtomicInteger();
  private LiveStatus status = LiveStatus.EMPTY;
  private final LiveData data = new LiveData(this::snapshot, clock::get, 1000);

  private LiveSnapshot snapshot() {
    asked.incrementAndGet();
    return new LiveSnapshot(
        List.of(
            new LiveSnapshot.ResourceMetrics(
                new Resource(Attributes.empty(), null), metrics.readers().get(0).peek())),
        status);
  }

  private JsonObject get(String since) {
    return Json.createReader(new ByteArrayInputStream(data.json(since))).readObject();
  }

  private JsonObject later(JsonObject before) {
    clock.addAndGet(1000);
    return get(before.getString("state"));
  }

  @Test
  void firstAnswer_hasEverything() {
    meter.counterBuilder("orders").setUnit("{order}").build().add(3, Attributes.of(KEY, "a"));
    JsonObject first = get(null);
    assertTrue(first.getBoolean("whole"));
    JsonObject metric = first.getJsonArray("metrics").getJsonObject(0);
    assertEquals("orders", metric.getString("name"));
    assertEquals("{order}", metric.getString("unit"));
    assertEquals("sum", metric.getString("kind"));
    assertTrue(metric.getBoolean("monotonic"));
    JsonArray series = first.getJsonArray("series").getJsonArray(0);
    assertEquals(metric.getInt("id"), series.getInt(1));
    assertEquals("[[\"key\",\"a\"]]", series.get(2).toString());
    JsonArray value = first.getJsonArray("values").getJsonArray(0);
    assertEquals(series.getInt(0), value.getInt(0));
    assertEquals(3, value.getInt(1));
  }

  @Test
  void laterAnswer_hasOnlyWhatChanged() {
    var orders = meter.counterBuilder("orders").build();
    orders.add(1, Attributes.of(KEY, "a"));
    orders.add(1, Attributes.of(KEY, "b"));
    JsonObject first = get(null);
    orders.add(4, Attributes.of(KEY, "b"));
    JsonObject second = later(first);
    assertFalse(second.getBoolean("whole"));
    assertEquals(JsonArray.EMPTY_JSON_ARRAY, second.getJsonArray("metrics"));
    assertEquals(JsonArray.EMPTY_JSON_ARRAY, second.getJsonArray("series"));
    assertEquals(1, second.getJsonArray("values").size());
    assertEquals(5, second.getJsonArray("values").getJsonArray(0).getInt(1));
    assertEquals(JsonArray.EMPTY_JSON_ARRAY, later(second).getJsonArray("values"));
  }

  @Test
  void metricThatComesLater_isTold() {
    meter.counterBuilder("orders").build().add(1);
    JsonObject first = get(null);
    meter.counterBuilder("returns").build().add(1);
    JsonObject second = later(first);
    assertEquals(1, second.getJsonArray("metrics").size());
    assertEquals("returns", second.getJsonArray("metrics").getJsonObject(0).getString("name"));
    assertEquals(1, second.getJsonArray("series").size());
  }

  @Test
  void seriesThatIsNoLongerThere_isTold() {
    Attributes[] now = {Attributes.of(KEY, "a")};
    meter.gaugeBuilder("depth").buildWithCallback(gauge -> gauge.record(1, now[0]));
    JsonObject first = get(null);
    int id = first.getJsonArray("series").getJsonArray(0).getInt(0);
    now[0] = Attributes.of(KEY, "b");
    JsonObject second = later(first);
    assertEquals("[" + id + "]", second.getJsonArray("gone").toString());
    assertEquals(1, second.getJsonArray("series").size());
    assertEquals(JsonArray.EMPTY_JSON_ARRAY, later(second).getJsonArray("gone"));
  }

  @Test
  void unknownState_getsEverything() {
    meter.counterBuilder("orders").build().add(1);
    JsonObject first = get(null);
    String instance = first.getString("state").replaceFirst("\\.\\d+$", ".");
    for (String since :
        List.of("", "x", "other.1", instance, instance + "-1", instance + "9", instance + "1e9")) {
      assertTrue(get(since).getBoolean("whole"), since);
      assertEquals(1, get(since).getJsonArray("metrics").size(), since);
    }
  }

  @Test
  void stateOfLongAgo_getsEverything() {
    meter.counterBuilder("orders").build().add(1);
    JsonObject first = get(null);
    for (int i = 0; i < Catalogue.REMEMBERED_UPDATES; i++) {
      clock.addAndGet(1000);
      get(null);
    }
    assertTrue(get(first.getString("state")).getBoolean("whole"));
  }

  @Test
  void manyPages_shareOneSnapshot() {
    for (int i = 0; i < 50; i++) {
      get(null);
    }
    assertEquals(1, asked.get());
    clock.addAndGet(LiveData.SHARED_MILLIS);
    get(null);
    get(null);
    assertEquals(2, asked.get());
  }

  @Test
  void clockThatWentBack_doesNotStopThePage() {
    get(null);
    clock.addAndGet(-3_600_000);
    get(null);
    assertEquals(2, asked.get());
  }

  @Test
  void slowSnapshot_holdsNobodyUp() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    LiveData slow =
        new LiveData(
            () -> {
              if (calls.incrementAndGet() == 2) {
                begun.countDown();
                await(go);
              }
              return new LiveSnapshot(List.of(), LiveStatus.EMPTY);
            },
            clock::get,
            1000);
    slow.json(null);
    clock.addAndGet(1000);
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try {
      Future<byte[]> held = threads.submit(() -> slow.json(null));
      assertTrue(begun.await(10, TimeUnit.SECONDS));
      List<byte[]> answers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        answers.add(slow.json(null));
      }
      assertEquals(10, answers.size());
      assertEquals(2, calls.get());
      assertFalse(held.isDone());
      go.countDown();
      held.get(10, TimeUnit.SECONDS);
    } finally {
      go.countDown();
      threads.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void failedSnapshot_isSaidWithoutItsMessage() {
    LiveData broken =
        new LiveData(
            () -> {
              throw new IllegalStateException("password=secret");
            },
            clock::get,
            1000);
    JsonObject answer = Json.createReader(new ByteArrayInputStream(broken.json(null))).readObject();
    assertEquals(
        "The metrics could not be collected: java.lang.IllegalStateException.",
        answer.getString("problem"));
  }

  @Test
  void tooManySeries_areLeftOutAndCounted() {
    var orders = meter.counterBuilder("orders").build();
    List<OtelMetrics> many = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      OtelMetrics one = OtelMetrics.builder().build();
      for (int n = 0; n < 1999; n++) {
        one.meterProvider()
            .get("m" + i)
            .counterBuilder("c")
            .build()
            .add(1, Attributes.of(KEY, "v" + n));
      }
      many.add(one);
    }
    orders.add(1);
    LiveData full =
        new LiveData(
            () ->
                new LiveSnapshot(
                    many.stream()
                        .map(
                            one ->
                                new LiveSnapshot.ResourceMetrics(
                                    new Resource(Attributes.empty(), null),
                                    one.readers().get(0).peek()))
                        .toList(),
                    LiveStatus.EMPTY),
            clock::get,
            1000);
    JsonObject answer = Json.createReader(new ByteArrayInputStream(full.json(null))).readObject();
    assertEquals(Catalogue.MAX_SERIES, answer.getJsonArray("series").size());
    assertEquals(6 * 1999 - Catalogue.MAX_SERIES, answer.getInt("leftOut"));
  }

  @Test
  void histograms_comeWithTheirBuckets() {
    meter
        .histogramBuilder("size")
        .setExplicitBucketBoundariesAdvice(List.of(1d, 10d))
        .build()
        .record(5);
    JsonObject answer = get(null);
    assertEquals(
        "[1,10]",
        answer.getJsonArray("metrics").getJsonObject(0).getJsonArray("boundaries").toString());
    JsonArray value = answer.getJsonArray("values").getJsonArray(0);
    assertEquals("[1,5,5,5,[0,1,0]]", value.subList(1, 6).toString().replace(" ", ""));
  }

  @Test
  void status_isTold() {
    status =
        new LiveStatus(
            List.of(
                new LiveStatus.Route(
                    "OTLP", LiveStatus.Outcome.FAILURE, "refused: 401", 5, "3 points wait")),
            List.of(new LiveStatus.LossCount("shutdown", "points", 7)),
            List.of(new LiveStatus.StreamUse("orders", 3, 2000, 1)));
    JsonObject told = get(null).getJsonObject("status");
    JsonObject route = told.getJsonArray("routes").getJsonObject(0);
    assertEquals("failure", route.getString("outcome"));
    assertEquals("3 points wait", route.getString("waiting"));
    assertEquals(7, told.getJsonArray("losses").getJsonObject(0).getInt("count"));
    assertEquals("[\"orders\",3,2000,1]", told.getJsonArray("streams").get(0).toString());
  }

  @Test
  void lookingOn_takesNothingFromTheReader() {
    meter.counterBuilder("orders").build().add(3);
    get(null);
    clock.addAndGet(1000);
    get(null);
    assertEquals(1, metrics.readers().get(0).take().metrics().size());
  }
}
