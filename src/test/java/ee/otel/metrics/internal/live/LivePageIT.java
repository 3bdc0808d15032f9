package ee.otel.metrics.internal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.data.Resource;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The live page in a real Chromium, which is started once. */
class LivePageIT {
  private static final AttributeKey<String> KEY = AttributeKey.stringKey("shop.payment");
  private static final int TIMES = 10;

  private static Browser browser;

  private final OtelMetrics metrics = OtelMetrics.builder().build();
  private final Meter meter = metrics.meterProvider().get("shop");
  private LiveServer server;

  @BeforeAll
  static void start() {
    browser = Browser.start().orElse(null);
    if (browser == null) {
      System.out.println("Chromium is not installed: the live page is not tested in a browser.");
    }
    Assumptions.assumeTrue(browser != null, "Chromium is not installed");
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  /** Whatever a test did, nothing may have gone wrong in the page, and nothing left the machine. */
  @AfterEach
  void end() {
    List<String> problems =
        browser.console().stream()
            .filter(line -> !line.contains("/otel-metrics/data")) // a server that is away
            .toList();
    List<String> elsewhere =
        browser.requested().stream()
            .filter(
                address -> address.startsWith("http") && !address.startsWith("http://localhost:"))
            .toList();
    server.close();
    assertEquals(List.of(), problems);
    assertEquals(List.of(), elsewhere);
  }

  private void serve(int port) {
    server = LiveServer.startFast(port, this::snapshot, TIMES);
  }

  private void open() {
    serve(0);
    browser.size(1200, 900);
    browser.open(server.address());
    browser.await("document.querySelector('#connection').dataset.state === 'live'");
  }

  private LiveSnapshot snapshot() {
    return new LiveSnapshot(
        List.of(
            new LiveSnapshot.ResourceMetrics(
                new Resource(Attributes.builder().put("service.name", "shop").build(), null),
                metrics.readers().get(0).peek())),
        LiveStatus.EMPTY);
  }

  private static String card(String name) {
    return "[data-name=\"" + name + "\"]";
  }

  private static String shown(String name) {
    return "document.querySelector('" + card(name).replace("'", "\\'") + ":not([hidden])')";
  }

  @Test
  void charts_move() {
    LongCounter orders = meter.counterBuilder("orders").setUnit("{order}").build();
    orders.add(1, Attributes.of(KEY, "card"));
    open();
    browser.await(shown("orders") + "?.querySelector('canvas')");
    String chart = "document.querySelector('.card canvas').toDataURL()";
    browser.run("window.before = " + chart);
    for (int i = 1; i <= 3; i++) {
      orders.add(100L * i, Attributes.of(KEY, "card"));
      browser.await(chart + " !== window.before");
      browser.run("window.before = " + chart);
    }
    browser.await("/[1-9].* orders\\/s$/.test(document.querySelector('.card .now').textContent)");
    // A pause holds everything, and going on goes on.
    browser.press("p");
    browser.run("window.before = " + chart);
    orders.add(5000, Attributes.of(KEY, "card"));
    browser.run("window.began = performance.now()");
    browser.await("performance.now() - window.began > 400");
    assertTrue(browser.test(chart + " === window.before"));
    browser.press("p");
    browser.await(chart + " !== window.before");
  }

  @Test
  void filter_leavesWhatMatches() {
    LongCounter orders = meter.counterBuilder("orders").build();
    for (String payment : List.of("card", "invoice", "voucher")) {
      orders.add(1, Attributes.of(KEY, payment));
    }
    meter.counterBuilder("returns").setDescription("Came back").build().add(1);
    open();
    browser.await(shown("orders"));
    browser.press("/");
    browser.press("came");
    browser.await("!" + shown("orders") + " && " + shown("returns"));
    browser.press(Keys.ESCAPE);
    browser.await(shown("orders"));
    browser.press("/");
    browser.press("shop.payment=inv");
    browser.await("!" + shown("returns"));
    browser.await(shown("orders") + ".querySelector('.uses').textContent === '1 series'");
    browser.press(Keys.ESCAPE);
    // The same by choice, in the large view.
    browser.find(card("orders")).click();
    browser.await("document.querySelectorAll('#detail tbody tr').length === 3");
    browser.find("#detail option[value='=voucher']").click();
    browser.await("document.querySelectorAll('#detail tbody tr').length === 1");
    assertTrue(browser.text("#detail tbody").contains("voucher"));
    browser.press(Keys.ESCAPE);
    browser.await("!document.querySelector('#detail').open");
  }

  @Test
  void metricThatComesLater_appears() {
    open();
    browser.await("!document.querySelector('#empty').hidden");
    meter.gaugeBuilder("depth").buildWithCallback(gauge -> gauge.record(7));
    browser.await(shown("depth") + "?.querySelector('.now').textContent === '7'");
    browser.await("document.querySelector('#empty').hidden");
  }

  @Test
  void page_reconnectsAfterARedeploy() {
    meter.gaugeBuilder("depth").buildWithCallback(gauge -> gauge.record(7));
    open();
    browser.await(shown("depth"));
    int port = server.port();
    server.close();
    browser.await("document.querySelector('#connection').dataset.state === 'lost'");
    assertTrue(browser.text("#connection").startsWith("no connection"));
    meter.gaugeBuilder("breadth").buildWithCallback(gauge -> gauge.record(3));
    serve(port);
    browser.await("document.querySelector('#connection').dataset.state === 'live'");
    browser.await(shown("breadth"));
    assertEquals(2, browser.number("document.querySelectorAll('.card').length"));
  }

  @Test
  void hostileTexts_stayTexts() {
    String script = "<script>window.hacked = true</script>";
    String image = "\"><img src=x onerror=\"window.hacked = true\">";
    AttributeKey<String> key = AttributeKey.stringKey("k<b>\"'`" + script);
    Meter hostile =
        metrics.meterProvider().meterBuilder(script).setInstrumentationVersion(image).build();
    var orders =
        hostile.counterBuilder("orders").setUnit("<i>").setDescription(image + script).build();
    orders.add(1, Attributes.of(key, script));
    orders.add(1, Attributes.of(key, image));
    orders.add(1, Attributes.of(AttributeKey.stringKey("__proto__"), "constructor"));
    open();
    browser.await(shown("orders"));
    browser.find(card("orders")).click();
    browser.await("document.querySelectorAll('#detail tbody tr').length === 3");
    assertTrue(browser.text("#detail tbody").contains(script));
    assertTrue(browser.text("#detail .facts").contains(script));
    assertEquals(
        0, browser.number("document.querySelectorAll('img, main script, dialog script').length"));
    assertFalse(browser.test("window.hacked"));
    browser.press(Keys.ESCAPE);
    browser.press("/");
    browser.press(script);
    browser.await(shown("orders"));
    browser.press(Keys.ESCAPE);
    assertFalse(browser.test("window.hacked"));
  }

  @Test
  void fiveHundredSeries_openWithinASecond() {
    many(100, 5);
    serve(0);
    browser.size(1200, 900);
    long best = Long.MAX_VALUE;
    long cpu = Long.MAX_VALUE;
    for (int i = 0; i < 5 && best >= 1000; i++) { // the machine may be busy with something else
      browser.open(URI.create("about:blank"));
      browser.open(server.address());
      browser.await(
          "document.querySelectorAll('.card canvas').length > 3"
              + " && (window.shownAt ??= performance.now())");
      best = Math.min(best, browser.number("Math.round(window.shownAt)"));
      cpu = Math.min(cpu, browser.cpuMillis());
    }
    System.out.println(
        "Live page with 500 series: shown after " + best + " ms, of them busy " + cpu + " ms.");
    assertTrue(cpu < 700, cpu + " ms of a processor");
    assertTrue(best < 1000 || isBusy(), best + " ms");
  }

  @Test
  void fiveThousandSeries_areUsable() {
    many(500, 10);
    server = LiveServer.start(0, this::snapshot);
    browser.size(1200, 900);
    browser.open(server.address());
    browser.await("document.querySelectorAll('.card canvas').length > 3");
    browser.press("/");
    browser.press("metric.499");
    browser.await("document.querySelectorAll('.card:not([hidden])').length === 1");
    browser.press(Keys.ESCAPE);
    browser.await("document.querySelectorAll('.card:not([hidden])').length === 500");
    browser.run(
        "window.tasks = [];"
            + "new PerformanceObserver(list => window.tasks.push(...list.getEntries()))"
            + ".observe({type: 'longtask'}); window.began = performance.now()");
    browser.await("performance.now() - window.began > 4000");
    long millis =
        browser.number("Math.round(Math.max(0, ...window.tasks.map(task => task.duration)))");
    System.out.println("Live page with 5,000 series: an update takes " + millis + " ms at most.");
    assertTrue(millis < 500, millis + " ms");
  }

  /** Whether others use the processors as well, so that times by the clock mean little. */
  private static boolean isBusy() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return system.getSystemLoadAverage() > 1.5 * system.getAvailableProcessors();
  }

  private void many(int instruments, int series) {
    for (int i = 0; i < instruments; i++) {
      LongCounter counter = meter.counterBuilder("metric." + i).setUnit("{thing}").build();
      for (int n = 0; n < series; n++) {
        counter.add(i + n, Attributes.of(KEY, "value " + n));
      }
    }
  }

  @Test
  void keyboard_isEnough() {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      meter.counterBuilder(name).build().add(1, Attributes.of(KEY, "card"));
    }
    open();
    browser.await(shown("e"));
    String focused = "document.activeElement.dataset.name";
    browser.press("/");
    browser.press(Keys.ENTER);
    browser.await(focused + " === 'a'");
    browser.press(Keys.ARROW_RIGHT);
    browser.await(focused + " === 'b'");
    browser.press(Keys.ARROW_DOWN);
    browser.await(focused + " === 'e'");
    browser.press(Keys.ARROW_UP);
    browser.await(focused + " === 'b'");
    browser.press(Keys.ENTER);
    browser.await("document.querySelector('#detail').open");
    assertEquals("b", browser.text("#detail-name"));
    browser.press(Keys.ESCAPE);
    browser.await(focused + " === 'b'"); // the focus comes back to where it was
    String theme = browser.text("#theme");
    browser.press("t");
    browser.await("document.querySelector('#theme').textContent !== '" + theme + "'");
    browser.press("?");
    browser.await("document.querySelector('#keys').open");
    browser.press(Keys.ENTER);
    browser.await("!document.querySelector('#keys').open");
  }

  @Test
  void telephone_showsAllWithoutScrollingSideways() {
    meter
        .counterBuilder("a.very.long.name.that.does.not.fit.into.a.line.of.a.telephone")
        .build()
        .add(1, Attributes.of(KEY, "w".repeat(300)));
    var sizes = meter.histogramBuilder("sizes").build();
    for (int i = 1; i < 100; i++) {
      sizes.record(i * i, Attributes.of(KEY, "card"));
    }
    open();
    browser.size(360, 740);
    browser.await(shown("sizes"));
    assertEquals(360, browser.number("document.documentElement.scrollWidth"));
    assertTrue(
        browser.test(
            "[...document.querySelectorAll('.tools button')].every(b => b.offsetHeight >= 40)"));
    browser.run("document.querySelector('" + card("sizes") + "').click()");
    browser.await("document.querySelector('#detail canvas')");
    assertTrue(
        browser.test(
            "document.querySelector('#detail').scrollWidth <= document.querySelector('#detail').clientWidth"));
    browser.press(Keys.ESCAPE);
  }
}
