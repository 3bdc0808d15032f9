package ee.otel.metrics.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.internal.config.ExportConfig.ExporterKind;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import fish.payara.test.CachedConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigReaderTest {
  private static final String INTERVAL = "otel.metric.export.interval";

  private final RecordedLog log = new RecordedLog();
  private final Settings settings = new Settings();
  private final ConfigReader reader = settings.reader();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void everyCall_seesTheValuesOfTheMoment() {
    ExportConfig before = reader.export();
    settings.set(INTERVAL, "1000");

    assertEquals(Duration.ofSeconds(1), reader.export().interval());
    assertNotEquals(before, reader.export());
  }

  @Test
  void firstExport_comesAtARandomMomentOfTheFirstInterval() {
    settings.set(INTERVAL, "1000");

    assertEquals(Duration.ofMillis(1000), reader.export().firstDelay(0));
    assertEquals(Duration.ofMillis(750), reader.export().firstDelay(0.25));
    assertEquals(Duration.ofMillis(1), reader.export().firstDelay(Math.nextDown(1.0)));
  }

  @Test
  void spread_isTheLastPartOfTheFirstIntervalAndNeverMore() {
    settings.set(INTERVAL, "1000").set("otel.metrics.ee.export.spread", "100");
    assertEquals(Duration.ofMillis(1000), reader.export().firstDelay(0));
    assertEquals(Duration.ofMillis(950), reader.export().firstDelay(0.5));

    settings.set("otel.metrics.ee.export.spread", "0");
    assertEquals(Duration.ofMillis(1000), reader.export().firstDelay(0.5));
    settings.set("otel.metrics.ee.export.spread", "1h");
    assertEquals(Duration.ofMillis(500), reader.export().firstDelay(0.5));
    assertEquals(List.of(), log.warnings());

    settings.set("otel.metrics.ee.export.spread", "wide");
    assertEquals(Duration.ofMillis(500), reader.export().firstDelay(0.5));
    assertEquals(1, log.warnings().size());
  }

  @Test
  void badValue_isWarnedAboutOnceUntilItChanges() {
    settings.set(INTERVAL, "often");
    reader.export();
    reader.export();
    settings.set(INTERVAL, "seldom");
    reader.export();
    settings.set(INTERVAL, "1000");
    reader.export();
    settings.set(INTERVAL, "seldom");
    reader.export();

    assertEquals(3, log.warnings().size());
    assertEquals(
        "otel.metric.export.interval = \"often\" is not a duration of at least 1 ms and at most 24"
            + " days, such as 1500 (milliseconds), 500ms, 10s, 1m; the default 60000 is used",
        log.warnings().get(0));
  }

  @Test
  void badValue_cannotForgeALogLineAndIsCut() {
    settings.set(INTERVAL, "x\r\nSEVERE: fire " + "y".repeat(5000));
    reader.export();

    String warning = log.warnings().get(0);
    assertTrue(warning.startsWith("otel.metric.export.interval = \"x??SEVERE: fire yyy"), warning);
    assertTrue(warning.length() < 450, warning);
  }

  @Test
  void valueThatNamesAMissingProperty_isABadValue() {
    settings.set(INTERVAL, "${not.there}");
    settings.set("otel.metric.export.timeout", "7s");

    reader.export();
    assertEquals(Duration.ofSeconds(60), reader.export().interval());
    assertEquals(Duration.ofSeconds(7), reader.export().timeout());
    assertEquals(
        List.of(
            "otel.metric.export.interval cannot be resolved: does it name another property,"
                + " ${...}, that is not set? the default 60000 is used"),
        log.warnings());
  }

  static Stream<RuntimeException> failures() {
    return Stream.of(
        new IllegalStateException("instance is not active"),
        new IllegalArgumentException("no configuration"),
        new NoSuchElementException("no configuration"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failingLookUp_leavesTheLastRecords(RuntimeException failure) {
    settings.set(INTERVAL, "1000").set("otel.exporter.otlp.headers", "a=b");
    ExportConfig export = reader.export();
    TransportConfig transport = reader.transport();
    settings.breakWith(failure);

    assertEquals(export, reader.export());
    assertEquals(transport, reader.transport());
    assertEquals(
        List.of(
            "configuration cannot be looked up ("
                + failure.getClass().getName()
                + ");"
                + " the last values are used. Normal while the server stops"),
        log.warnings());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void lookUpThatFailsFromTheStart_givesDefaults(RuntimeException failure) {
    settings.set(INTERVAL, "1000");
    settings.breakWith(failure);

    assertEquals(Duration.ofSeconds(60), reader.export().interval());
    assertEquals(1, log.warnings().size());
  }

  @Test
  void lookUpThatWorksAgain_isUsedAndSaid() {
    reader.export();
    settings.breakWith(new IllegalStateException("busy"));
    reader.export();
    settings.breakWith(null);
    settings.set(INTERVAL, "1000");

    assertEquals(Duration.ofSeconds(1), reader.export().interval());
    assertEquals(
        List.of("configuration can be looked up again (after 1 failure)"), log.at(Level.INFO));
  }

  @Test
  void exporters_areOursAndOthersByName() {
    settings.set("otel.metrics.exporter", "console,In-Memory,none, in-memory");

    assertEquals(Set.of(ExporterKind.CONSOLE), reader.export().exporters());
    assertEquals(List.of("in-memory"), reader.export().others());
    assertEquals(
        List.of("otel.metrics.exporter: none stands beside other exporters and does not count"),
        log.warnings());
  }

  @Test
  void exporterThatIsNoneOfOurs_isForOthersToKnow() {
    settings.set("otel.metrics.exporter", "otlp/stdout");

    assertEquals(Set.of(), reader.export().exporters());
    assertEquals(List.of("otlp/stdout"), reader.export().others());
    assertEquals(List.of(), log.warnings());
  }

  @Test
  void exporterNone_isNoExporter() {
    settings.set("otel.metrics.exporter", "NONE");

    assertEquals(Set.of(), reader.export().exporters());
    assertEquals(List.of(), log.warnings());
  }

  /** Payara answers from a cache of its own for a minute. */
  @Test
  void changedValue_countsAtOnceThoughTheServerRemembersTheOldOne() {
    Config live = settings.set(INTERVAL, "1000").config();
    ConfigReader reader = new ConfigReader(CachedConfig.of(live), new Health(System::nanoTime));
    assertEquals(Duration.ofSeconds(1), reader.export().interval());

    settings.set(INTERVAL, "2000");
    assertEquals(Duration.ofSeconds(2), reader.export().interval());
    settings.set("other", "3000").set(INTERVAL, "${other}");
    assertEquals(Duration.ofSeconds(3), reader.export().interval());
    settings.remove(INTERVAL);
    assertEquals(Duration.ofSeconds(60), reader.export().interval());
  }

  @Test
  void plainMap_isReadLikeConfig() {
    Map<String, String> values = new HashMap<>();
    ConfigReader plain = ConfigReader.of(values, new Health(System::nanoTime));
    assertEquals(Duration.ofSeconds(60), plain.export().interval());
    values.put(INTERVAL, "2s");

    assertEquals(Duration.ofSeconds(2), plain.export().interval());
  }
}
