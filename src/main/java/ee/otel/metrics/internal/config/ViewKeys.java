package ee.otel.metrics.internal.config;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.internal.config.AggregationConfig.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one view. Their words are those of OpenTelemetry's declarative configuration, with
 * dashes in the place of its underscores.
 *
 * <p>A criterion that cannot be read costs the view, since without it the view would apply to more
 * than was meant. A setting of the stream that cannot be read costs that setting only.
 */
final class ViewKeys {
  static final String PREFIX = "otel.metrics.views.";
  static final String MATCHING_MODE = PREFIX + "matching-mode";

  private static final String LEFT_OUT = "the view is left out";

  private final String view;
  private final Key<Optional<String>> instrumentName;
  private final Key<Optional<InstrumentKind>> instrumentType;
  private final Key<Optional<String>> unit;
  private final Key<Optional<String>> meterName;
  private final Key<Optional<String>> meterVersion;
  private final Key<Optional<String>> meterSchemaUrl;
  private final Key<Optional<String>> name;
  private final Key<Optional<String>> description;
  private final Key<Optional<Kind>> aggregation;
  private final Key<Optional<List<Double>>> boundaries;
  private final Key<Optional<Boolean>> recordMinMax;
  private final Key<Optional<Integer>> maxSize;
  private final Key<Optional<Integer>> maxScale;
  private final Key<Optional<Set<String>>> included;
  private final Key<Optional<Set<String>>> excluded;
  private final Key<Optional<Integer>> cardinalityLimit;

  ViewKeys(String id) {
    view = PREFIX + id;
    instrumentName = text(".selector.instrument-name").otherwise(LEFT_OUT);
    instrumentType =
        Key.optionalChoice(view + ".selector.instrument-type", instrumentTypes())
            .otherwise(LEFT_OUT);
    unit = text(".selector.unit").otherwise(LEFT_OUT);
    meterName = text(".selector.meter-name").otherwise(LEFT_OUT);
    meterVersion = text(".selector.meter-version").otherwise(LEFT_OUT);
    meterSchemaUrl = text(".selector.meter-schema-url").otherwise(LEFT_OUT);
    name = text(".stream.name");
    description = text(".stream.description");
    aggregation =
        Key.optionalChoice(view + ".stream.aggregation", aggregations())
            .otherwise("the aggregation is not changed");
    boundaries =
        Key.optional(
                view + ".stream.boundaries",
                "a list of finite numbers, each greater than the one before",
                ValueParser::boundaries)
            .otherwise("the default boundaries are used");
    recordMinMax =
        Key.optionalChoice(view + ".stream.record-min-max", ValueParser.flags())
            .otherwise("true is used");
    maxSize = integer(".stream.max-size", 2, Integer.MAX_VALUE).otherwise("160 is used");
    maxScale = integer(".stream.max-scale", -10, 20).otherwise("20 is used");
    included = keys(".stream.attribute-keys.included");
    excluded = keys(".stream.attribute-keys.excluded");
    cardinalityLimit =
        integer(".stream.aggregation-cardinality-limit", 1, Integer.MAX_VALUE)
            .otherwise("the reader's limit counts");
  }

  private Key<Optional<String>> text(String suffix) {
    return Key.optional(view + suffix, "text", (value, remarks) -> value);
  }

  private Key<Optional<Integer>> integer(String suffix, int least, int most) {
    return Key.optional(
        view + suffix,
        ValueParser.integerBetween(least, most),
        (value, remarks) -> ValueParser.integer(value, least, most));
  }

  private Key<Optional<Set<String>>> keys(String suffix) {
    return Key.optional(
        view + suffix,
        "a list of attribute keys",
        (value, remarks) -> new LinkedHashSet<>(ValueParser.list(value, remarks)));
  }

  private static Map<String, InstrumentKind> instrumentTypes() {
    return ValueParser.choices(
        "counter", InstrumentKind.COUNTER,
        "gauge", InstrumentKind.GAUGE,
        "histogram", InstrumentKind.HISTOGRAM,
        "observable_counter", InstrumentKind.OBSERVABLE_COUNTER,
        "observable_gauge", InstrumentKind.OBSERVABLE_GAUGE,
        "observable_up_down_counter", InstrumentKind.OBSERVABLE_UP_DOWN_COUNTER,
        "up_down_counter", InstrumentKind.UP_DOWN_COUNTER);
  }

  private static Map<String, Kind> aggregations() {
    return ValueParser.choices(
        "drop", Kind.DROP,
        "default", Kind.DEFAULT,
        "sum", Kind.SUM,
        "last_value", Kind.LAST_VALUE,
        "explicit_bucket_histogram", Kind.EXPLICIT_BUCKET_HISTOGRAM,
        "base2_exponential_bucket_histogram", Kind.BASE2_EXPONENTIAL_BUCKET_HISTOGRAM);
  }

  private List<Key<?>> criteria() {
    return List.of(instrumentName, instrumentType, unit, meterName, meterVersion, meterSchemaUrl);
  }

  /** All keys of the view. */
  List<Key<?>> all() {
    return Stream.concat(
            criteria().stream(),
            Stream.of(
                name,
                description,
                aggregation,
                boundaries,
                recordMinMax,
                maxSize,
                maxScale,
                included,
                excluded,
                cardinalityLimit))
        .toList();
  }

  /** The view, or nothing, after a warning, when it cannot be told what it is for. */
  Optional<ViewConfig> read(Lookup lookup) {
    ViewConfig.Selector selector =
        new ViewConfig.Selector(
            lookup.get(instrumentName).orElse(null),
            lookup.get(instrumentType).orElse(null),
            lookup.get(unit).orElse(null),
            lookup.get(meterName).orElse(null),
            lookup.get(meterVersion).orElse(null),
            lookup.get(meterSchemaUrl).orElse(null));
    if (criteria().stream().anyMatch(lookup::isBad)) {
      return Optional.empty();
    }
    if (selector.isEmpty()) {
      lookup.complain(
          view,
          "",
          () ->
              view
                  + " has no selector; set "
                  + instrumentName.name()
                  + ", to * for every instrument, or another criterion; "
                  + LEFT_OUT);
      return Optional.empty();
    }
    lookup.settle(view);
    return Optional.of(
        new ViewConfig(view.substring(PREFIX.length()), selector, stream(selector, lookup)));
  }

  private ViewConfig.Stream stream(ViewConfig.Selector selector, Lookup lookup) {
    String newName = lookup.get(name).orElse(null);
    String topic = name.name() + " for many";
    if (newName != null && selector.isWide()) {
      String unwanted = newName;
      lookup.complain(
          topic,
          unwanted,
          () ->
              name.name()
                  + Lookup.quoted(unwanted)
                  + " would be the name of every instrument that the selector matches; select one by"
                  + " its full name in "
                  + instrumentName.name()
                  + "; it is ignored");
      newName = null;
    } else {
      lookup.settle(topic);
    }
    return new ViewConfig.Stream(
        newName,
        lookup.get(description).orElse(null),
        aggregation(lookup),
        lookup.get(included).orElse(null),
        lookup.get(excluded).orElse(null),
        lookup.get(cardinalityLimit).orElse(null));
  }

  private @Nullable AggregationConfig aggregation(Lookup lookup) {
    Optional<List<Double>> bounds = lookup.get(boundaries);
    Optional<Integer> size = lookup.get(maxSize);
    Optional<Integer> scale = lookup.get(maxScale);
    Optional<Boolean> minMax = lookup.get(recordMinMax);
    Optional<Kind> given = lookup.get(aggregation);
    Kind kind =
        given.isPresent() || lookup.isBad(aggregation) ? given.orElse(null) : implied(lookup);
    boolean explicit = kind == Kind.EXPLICIT_BUCKET_HISTOGRAM;
    boolean exponential = kind == Kind.BASE2_EXPONENTIAL_BUCKET_HISTOGRAM;
    checkPlace(boundaries, explicit, "explicit_bucket_histogram", lookup);
    checkPlace(maxSize, exponential, "base2_exponential_bucket_histogram", lookup);
    checkPlace(maxScale, exponential, "base2_exponential_bucket_histogram", lookup);
    checkPlace(recordMinMax, explicit || exponential, "a histogram", lookup);
    return kind == null
        ? null
        : new AggregationConfig(
            kind, bounds.orElse(null), size.orElse(160), scale.orElse(20), minMax.orElse(true));
  }

  /** What a user means who gives settings of an aggregation, but none. */
  private @Nullable Kind implied(Lookup lookup) {
    if (lookup.isSet(boundaries)) {
      return Kind.EXPLICIT_BUCKET_HISTOGRAM;
    }
    return lookup.isSet(maxSize) || lookup.isSet(maxScale)
        ? Kind.BASE2_EXPONENTIAL_BUCKET_HISTOGRAM
        : null;
  }

  private void checkPlace(Key<?> key, boolean fits, String wanted, Lookup lookup) {
    String topic = key.name() + " out of place";
    if (fits || !lookup.isSet(key)) {
      lookup.settle(topic);
      return;
    }
    lookup.complain(
        topic,
        "",
        () ->
            key.name()
                + " is set, but "
                + aggregation.name()
                + " is not "
                + wanted
                + "; it is ignored");
  }
}
