package ee.otel.metrics.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.View;
import ee.otel.metrics.api.ViewMatching;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ViewsConfigTest {
  private static final String VIEW = "otel.metrics.views.v.";

  private final RecordedLog log = new RecordedLog();
  private final Settings settings = new Settings();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void view_takesEverySetting() {
    settings
        .set(VIEW + "selector.instrument-name", "http.*")
        .set(VIEW + "selector.instrument-type", "Observable_Up_Down_Counter")
        .set(VIEW + "selector.unit", "ms")
        .set(VIEW + "selector.meter-name", "shop.?")
        .set(VIEW + "selector.meter-version", "1.0")
        .set(VIEW + "selector.meter-schema-url", "http://schema")
        .set(VIEW + "stream.description", "How long, and why")
        .set(VIEW + "stream.aggregation", "explicit_bucket_histogram")
        .set(VIEW + "stream.boundaries", "-1.5, 0, 1e3")
        .set(VIEW + "stream.record-min-max", "false")
        .set(VIEW + "stream.attribute-keys.included", "http.*, route")
        .set(VIEW + "stream.attribute-keys.excluded", "user.id")
        .set(VIEW + "stream.aggregation-cardinality-limit", "7");

    assertEquals(
        List.of(
            new View(
                new InstrumentSelector(
                    "http.*",
                    InstrumentKind.OBSERVABLE_UP_DOWN_COUNTER,
                    "ms",
                    "shop.?",
                    "1.0",
                    "http://schema"),
                null,
                "How long, and why",
                new Aggregation.ExplicitBucketHistogram(List.of(-1.5, 0d, 1000d), false),
                Set.of("http.*", "route"),
                Set.of("user.id"),
                null,
                7)),
        views());
    assertEquals(List.of(), log.warnings());
  }

  @Test
  void exponentialView_takesItsSettings() {
    named("orders")
        .set(VIEW + "stream.name", "renamed")
        .set(VIEW + "stream.aggregation", "base2_exponential_bucket_histogram")
        .set(VIEW + "stream.max-size", "20")
        .set(VIEW + "stream.max-scale", "-10");

    View stream = views().get(0);
    assertEquals("renamed", stream.name());
    assertEquals(
        new Aggregation.Base2ExponentialBucketHistogram(20, -10, true), stream.aggregation());
    assertEquals(List.of(), log.warnings());
  }

  static Map<String, Aggregation> words() {
    return Map.of(
        "drop", Aggregation.drop(),
        "default", Aggregation.defaultAggregation(),
        "sum", Aggregation.sum(),
        "LAST_VALUE", Aggregation.lastValue(),
        "explicit_bucket_histogram", Aggregation.explicitBucketHistogram(),
        "base2_exponential_bucket_histogram", Aggregation.base2ExponentialBucketHistogram());
  }

  static Stream<String> aggregationWords() {
    return words().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("aggregationWords")
  void aggregation_isOneOfTheSpecification(String word) {
    named("orders").set(VIEW + "stream.aggregation", word);

    assertEquals(words().get(word), aggregation());
    assertEquals(List.of(), log.warnings());
  }

  @Test
  void settingOfAnAggregation_impliesIt() {
    named("orders").set(VIEW + "stream.boundaries", "1,2");
    assertEquals(Aggregation.explicitBucketHistogram(List.of(1d, 2d)), aggregation());
  }

  @Test
  void settingOfAnExponentialAggregation_impliesIt() {
    named("orders").set(VIEW + "stream.max-size", "10");
    assertEquals(new Aggregation.Base2ExponentialBucketHistogram(10, 20, true), aggregation());
    named("orders").set(VIEW + "stream.max-scale", "3");
    assertEquals(new Aggregation.Base2ExponentialBucketHistogram(10, 3, true), aggregation());
    assertEquals(List.of(), log.warnings());
  }

  @ParameterizedTest
  @CsvSource({
    "sum, boundaries, '1,2', explicit_bucket_histogram",
    "explicit_bucket_histogram, max-size, 10, base2_exponential_bucket_histogram",
    "drop, max-scale, 3, base2_exponential_bucket_histogram",
    "last_value, record-min-max, true, a histogram"
  })
  void settingOfAnotherAggregation_isIgnored(
      String aggregation, String key, String value, String wanted) {
    named("orders")
        .set(VIEW + "stream.aggregation", aggregation)
        .set(VIEW + "stream." + key, value);

    assertEquals(1, views().size());
    assertEquals(
        List.of(
            VIEW
                + "stream."
                + key
                + " is set, but "
                + VIEW
                + "stream.aggregation is not "
                + wanted
                + "; it is ignored"),
        log.warnings());
  }

  @Test
  void commaAlone_isTheEmptyList() {
    named("orders")
        .set(VIEW + "stream.boundaries", ",")
        .set(VIEW + "stream.attribute-keys.included", ",");

    View stream = views().get(0);
    assertEquals(Set.of(), stream.includedAttributeKeys());
    assertEquals(Aggregation.explicitBucketHistogram(List.of()), stream.aggregation());
  }

  @ParameterizedTest
  @CsvSource({
    "aggregation, histogram, 'one of drop, default, sum, last_value, explicit_bucket_histogram,"
        + " base2_exponential_bucket_histogram; the aggregation is not changed'",
    "boundaries, '1,1', 'a list of finite numbers, each greater than the one before; the default"
        + " boundaries are used'",
    "boundaries, '1,NaN', 'a list of finite numbers, each greater than the one before; the default"
        + " boundaries are used'",
    "boundaries, '1,Infinity', 'a list of finite numbers, each greater than the one before; the"
        + " default boundaries are used'",
    "boundaries, 'a,b', 'a list of finite numbers, each greater than the one before; the default"
        + " boundaries are used'",
    "max-size, 1, an integer from 2 to 2147483647; 160 is used",
    "max-scale, 21, an integer from -10 to 20; 20 is used",
    "max-scale, -11, an integer from -10 to 20; 20 is used",
    "aggregation-cardinality-limit, 0, an integer from 1 to 2147483647; the reader's limit counts"
  })
  void badSetting_isOneWarningAndLeavesTheViewWithoutIt(String key, String value, String rest) {
    named("orders").set(VIEW + "stream.description", "d").set(VIEW + "stream." + key, value);

    assertEquals("d", views().get(0).description());
    assertEquals(
        List.of(VIEW + "stream." + key + " = \"" + value + "\" is not " + rest), log.warnings());
  }

  @Test
  void badFlag_isFalse() {
    named("orders")
        .set(VIEW + "stream.boundaries", "1")
        .set(VIEW + "stream.record-min-max", "perhaps");

    assertEquals(new Aggregation.ExplicitBucketHistogram(List.of(1d), false), aggregation());
    assertEquals(
        List.of(
            VIEW + "stream.record-min-max: \"perhaps\" is neither true nor false; false is used"),
        log.warnings());
  }

  @Test
  void badCriterion_isOneWarningAndCostsTheView() {
    named("orders").set(VIEW + "selector.instrument-type", "timer");
    settings.set("otel.metrics.views.w.selector.unit", "ms");

    assertEquals(List.of("w"), ids());
    assertEquals(
        List.of(
            VIEW
                + "selector.instrument-type = \"timer\" is not one of counter, up_down_counter,"
                + " histogram, gauge, observable_counter, observable_up_down_counter,"
                + " observable_gauge; the view is left out"),
        log.warnings());
  }

  @Test
  void criterionThatCannotBeResolved_costsTheView() {
    named("orders").set(VIEW + "selector.unit", "${not.there}");

    assertEquals(List.of(), ids());
    assertEquals(1, log.warnings().size());
  }

  @Test
  void viewWithoutSelector_isLeftOut() {
    settings.set(VIEW + "stream.aggregation", "drop");

    assertEquals(List.of(), ids());
    assertEquals(
        List.of(
            "otel.metrics.views.v has no selector; set otel.metrics.views.v.selector."
                + "instrument-name, to * for every instrument, or another criterion; the view is"
                + " left out"),
        log.warnings());
  }

  @ParameterizedTest
  @CsvSource({"selector.instrument-name, ord*", "selector.meter-name, shop"})
  void nameForManyInstruments_isIgnored(String criterion, String value) {
    settings.set(VIEW + criterion, value).set(VIEW + "stream.name", "all");

    assertEquals(null, views().get(0).name());
    assertEquals(1, log.warnings().size());
    assertTrue(
        log.warnings().get(0).startsWith(VIEW + "stream.name = \"all\" would be the name of every"),
        log.warnings().get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "otel.metrics.views.v.stream.agregation",
    "otel.metrics.views.v.stream.attribute_keys.included",
    "otel.metrics.views.a.b.stream.name",
    "otel.metrics.views.v",
    "otel.metrics.views..stream.name",
    "OTEL_METRICS_VIEWS_V_STREAM_AGREGATION"
  })
  void unknownKey_isOneWarning(String key) {
    named("orders").set(key, "x");

    assertEquals(List.of("v"), ids());
    assertEquals(1, log.warnings().size());
    assertTrue(
        log.warnings().get(0).startsWith(key + " is not a setting of a view, "),
        log.warnings().get(0));
  }

  @Test
  void views_areSortedByTheirIds() {
    for (String id : List.of("b", "a", "10", "B", "a-1")) {
      settings.set("otel.metrics.views." + id + ".selector.unit", "s");
    }

    assertEquals(List.of("10", "B", "a", "a-1", "b"), ids());
  }

  @Test
  void secondReading_saysNothingNew() {
    named("ord*").set(VIEW + "stream.name", "all").set(VIEW + "stream.max-size", "1");
    settings.set("otel.metrics.views.w.stream.name", "x").set("otel.metrics.views.z", "x");
    ConfigReader reader = settings.reader();
    ViewsConfig first = reader.views();
    int said = log.warnings().size();

    assertEquals(first, reader.views());
    assertEquals(said, log.warnings().size());
  }

  @Test
  void environment_canHoldAWholeView() {
    ViewsConfig config =
        Settings.environment(
                Map.of(
                    "OTEL_METRICS_VIEWS_SLOW_ONE_SELECTOR_INSTRUMENT_NAME", "http.*",
                    "OTEL_METRICS_VIEWS_SLOW_ONE_STREAM_ATTRIBUTE_KEYS_INCLUDED", "route",
                    "OTEL_METRICS_VIEWS_MATCHING_MODE", "composable"))
            .views();

    assertEquals(ViewMatching.COMPOSABLE, config.matching());
    assertEquals(1, config.views().size());
    assertEquals(List.of("slow_one"), List.copyOf(config.views().keySet()));
    View view = config.views().get("slow_one");
    assertEquals("http.*", view.selector().name());
    assertEquals(Set.of("route"), view.includedAttributeKeys());
    assertEquals(List.of(), log.warnings());
  }

  @Test
  void environment_overridesAViewFromElsewhere() {
    named("orders").set(VIEW + "stream.description", "file");
    settings.set("otel.metrics.views.Slow-One.selector.unit", "ms");

    ViewsConfig config =
        settings
            .withEnvironment(
                Map.of(
                    "OTEL_METRICS_VIEWS_V_STREAM_DESCRIPTION", "variable",
                    "OTEL_METRICS_VIEWS_SLOW_ONE_STREAM_ATTRIBUTE_KEYS_EXCLUDED", "user"))
            .views();

    assertEquals(List.of("Slow-One", "v"), config.views().keySet().stream().toList());
    assertEquals(Set.of("user"), config.views().get("Slow-One").excludedAttributeKeys());
    assertEquals("variable", config.views().get("v").description());
    assertEquals(List.of(), log.warnings());
  }

  @Test
  void plainMap_isReadLikeConfig() {
    ConfigReader reader =
        ConfigReader.of(Map.of(VIEW + "selector.unit", "s"), new Health(System::nanoTime));

    assertEquals(List.of("v"), reader.views().views().keySet().stream().toList());
  }

  @Test
  void failingLookUp_leavesTheLastViews() {
    named("orders");
    ConfigReader reader = settings.reader();
    ViewsConfig before = reader.views();
    settings.breakWith(new IllegalStateException("stopping"));

    assertEquals(before, reader.views());
  }

  private Settings named(String instrument) {
    return settings.set(VIEW + "selector.instrument-name", instrument);
  }

  private List<View> views() {
    return List.copyOf(settings.reader().views().views().values());
  }

  private List<String> ids() {
    return List.copyOf(settings.reader().views().views().keySet());
  }

  private @Nullable Aggregation aggregation() {
    return views().get(0).aggregation();
  }
}
