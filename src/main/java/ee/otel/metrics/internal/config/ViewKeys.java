package ee.otel.metrics.internal.config;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.View;
import java.util.ArrayList;
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
  private final Key<Optional<AggregationWord>> aggregation;
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
        Key.optionalChoice(
                view + ".selector.instrument-type", ValueParser.choicesOf(InstrumentKind.values()))
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
    recordMinMax = Key.optionalFlag(view + ".stream.record-min-max");
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

  /** The words of {@code stream.aggregation}. */
  private enum AggregationWord {
    DROP,
    DEFAULT,
    SUM,
    LAST_VALUE,
    EXPLICIT_BUCKET_HISTOGRAM,
    BASE2_EXPONENTIAL_BUCKET_HISTOGRAM
  }

  private static Map<String, AggregationWord> aggregations() {
    return ValueParser.choicesOf(AggregationWord.values());
  }

  private List<Key<? extends Optional<?>>> criteria() {
    return List.of(instrumentName, instrumentType, unit, meterName, meterVersion, meterSchemaUrl);
  }

  /** All keys of the view. */
  List<Key<?>> all() {
    return Stream.<Key<?>>concat(
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

  /** The view; empty, after a warning, where it has no criterion or one that cannot be read. */
  Optional<View> read(Lookup lookup) {
    List<Object> given = new ArrayList<>();
    criteria().forEach(key -> lookup.get(key).ifPresent(given::add));
    if (criteria().stream().anyMatch(lookup::isBad)) {
      return Optional.empty();
    }
    if (given.isEmpty()) {
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
    InstrumentSelector selector =
        new InstrumentSelector(
            lookup.get(instrumentName).orElse(null),
            lookup.get(instrumentType).orElse(null),
            lookup.get(unit).orElse(null),
            lookup.get(meterName).orElse(null),
            lookup.get(meterVersion).orElse(null),
            lookup.get(meterSchemaUrl).orElse(null));
    return Optional.of(
        new View(
            selector,
            streamName(selector, lookup),
            lookup.get(description).orElse(null),
            aggregation(lookup),
            lookup.get(included).orElse(null),
            lookup.get(excluded).orElse(Set.of()),
            null,
            lookup.get(cardinalityLimit).orElse(null)));
  }

  private @Nullable String streamName(InstrumentSelector selector, Lookup lookup) {
    String newName = lookup.get(name).orElse(null);
    String topic = name.name() + " for many";
    if (newName == null || !selector.isWide()) {
      lookup.settle(topic);
      return newName;
    }
    lookup.complain(
        topic,
        newName,
        () ->
            name.name()
                + Lookup.quoted(newName)
                + " would be the name of every instrument that the selector matches; select one by"
                + " its full name in "
                + instrumentName.name()
                + "; it is ignored");
    return null;
  }

  private @Nullable Aggregation aggregation(Lookup lookup) {
    List<Double> bounds =
        lookup.get(boundaries).orElse(Aggregation.ExplicitBucketHistogram.DEFAULT_BOUNDARIES);
    int size = lookup.get(maxSize).orElse(160);
    int scale = lookup.get(maxScale).orElse(20);
    boolean minMax = lookup.get(recordMinMax).orElse(true);
    Optional<AggregationWord> given = lookup.get(aggregation);
    AggregationWord word =
        given.isPresent() || lookup.isBad(aggregation) ? given.orElse(null) : implied(lookup);
    boolean explicit = word == AggregationWord.EXPLICIT_BUCKET_HISTOGRAM;
    boolean exponential = word == AggregationWord.BASE2_EXPONENTIAL_BUCKET_HISTOGRAM;
    checkPlace(boundaries, explicit, "explicit_bucket_histogram", lookup);
    checkPlace(maxSize, exponential, "base2_exponential_bucket_histogram", lookup);
    checkPlace(maxScale, exponential, "base2_exponential_bucket_histogram", lookup);
    checkPlace(recordMinMax, explicit || exponential, "a histogram", lookup);
    if (word == null) {
      return null;
    }
    return switch (word) {
      case DROP -> Aggregation.drop();
      case DEFAULT -> Aggregation.defaultAggregation();
      case SUM -> Aggregation.sum();
      case LAST_VALUE -> Aggregation.lastValue();
      case EXPLICIT_BUCKET_HISTOGRAM -> new Aggregation.ExplicitBucketHistogram(bounds, minMax);
      case BASE2_EXPONENTIAL_BUCKET_HISTOGRAM ->
          new Aggregation.Base2ExponentialBucketHistogram(size, scale, minMax);
    };
  }

  /** The aggregation that other settings imply where none is named. */
  private @Nullable AggregationWord implied(Lookup lookup) {
    if (lookup.isSet(boundaries)) {
      return AggregationWord.EXPLICIT_BUCKET_HISTOGRAM;
    }
    return lookup.isSet(maxSize) || lookup.isSet(maxScale)
        ? AggregationWord.BASE2_EXPONENTIAL_BUCKET_HISTOGRAM
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
