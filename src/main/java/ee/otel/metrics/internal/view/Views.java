package ee.otel.metrics.internal.view;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.api.ViewMatching;
import ee.otel.metrics.internal.health.Health;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All views, in the order of their registration, and how they apply to an instrument
 * (specification: <em>Metrics SDK, Measurement processing</em>). Immutable.
 */
public final class Views {

  private final List<View> views;
  private final ViewMatching matching;
  private final Health health;

  public Views(List<View> views, ViewMatching matching, Health health) {
    this.views = List.copyOf(views);
    this.matching = matching;
    this.health = health;
  }

  /** The streams of an instrument; none when every matching view drops it. */
  public List<StreamConfig> streamsOf(InstrumentDescriptor instrument, ReaderOptions defaults) {
    List<StreamSettings> matches = new ArrayList<>();
    for (View view : views) {
      if (InstrumentMatcher.matches(view.selector(), instrument)) {
        if (fits(view, instrument)) {
          matches.add(StreamSettings.of(view));
        } else if (matching == ViewMatching.COMPOSABLE) {
          matches.add(StreamSettings.of(view).withoutAggregation());
        }
      }
    }
    if (matches.isEmpty()) {
      matches.add(StreamSettings.NONE);
    } else if (matching == ViewMatching.COMPOSABLE) {
      matches = composed(matches, instrument);
    }
    List<StreamConfig> streams = new ArrayList<>(matches.size());
    for (StreamSettings settings : matches) {
      Aggregation aggregation = resolved(settings.aggregation(), instrument, defaults);
      if (!(aggregation instanceof Aggregation.Drop)) {
        streams.add(stream(settings, aggregation, instrument, defaults));
      }
    }
    return streams;
  }

  private boolean fits(View view, InstrumentDescriptor instrument) {
    Aggregation aggregation = view.aggregation();
    if (aggregation == null || AggregationTable.fits(instrument.kind(), aggregation)) {
      return true;
    }
    health.warnOnce(
        List.of("view aggregation", view, instrument.identity()),
        () ->
            "View of "
                + view.selector()
                + " asks for "
                + aggregation
                + ", which does not fit "
                + instrument.kind()
                + " "
                + instrument.name()
                + (matching == ViewMatching.COMPOSABLE
                    ? ". The view's other settings count, this one does not; choose an"
                    : ". The instrument is treated as if that view were not there; choose an")
                + " aggregation that fits, or a narrower selector.");
    return false;
  }

  /** The specification's <em>view matching mode</em> {@code composable}: the last setting wins. */
  private static List<StreamSettings> composed(
      List<StreamSettings> matches, InstrumentDescriptor instrument) {
    Map<String, StreamSettings> byName = new LinkedHashMap<>();
    for (StreamSettings match : matches) {
      if (match.name() != null) {
        byName.put(match.name(), StreamSettings.NONE);
      }
    }
    if (byName.isEmpty()) {
      byName.put(instrument.name(), StreamSettings.NONE);
    }
    byName.replaceAll(
        (name, nothing) ->
            matches.stream()
                .filter(match -> match.name() == null || match.name().equals(name))
                .reduce(StreamSettings.NONE, StreamSettings::overriddenBy));
    return new ArrayList<>(byName.values());
  }

  private Aggregation resolved(
      @Nullable Aggregation wanted, InstrumentDescriptor instrument, ReaderOptions defaults) {
    Aggregation aggregation = wanted;
    if (aggregation == null) {
      aggregation = defaults.aggregation().apply(instrument.kind());
      if (!AggregationTable.fits(instrument.kind(), aggregation)) {
        Aggregation unfit = aggregation;
        health.warnOnce(
            List.of("reader aggregation", unfit, instrument.kind()),
            () ->
                "Reader's default aggregation "
                    + unfit
                    + " does not fit "
                    + instrument.kind()
                    + "; the specification's default is used.");
        aggregation = Aggregation.defaultAggregation();
      }
    }
    if (!(aggregation instanceof Aggregation.Default)) {
      return aggregation;
    }
    List<Double> advised = instrument.advice().boundaries();
    return instrument.kind() == InstrumentKind.HISTOGRAM && advised != null
        ? Aggregation.explicitBucketHistogram(advised)
        : AggregationTable.defaultOf(instrument.kind());
  }

  private static StreamConfig stream(
      StreamSettings settings,
      Aggregation aggregation,
      InstrumentDescriptor instrument,
      ReaderOptions defaults) {
    AttributeFilter attributes = settings.attributes();
    if (attributes == null) {
      attributes =
          instrument.advice().attributeKeys() == null
              ? AttributeFilter.ALL
              : new AttributeFilter(instrument.advice().attributeKeys(), java.util.Set.of());
    }
    return new StreamConfig(
        instrument,
        Objects.requireNonNullElse(settings.name(), instrument.name()),
        Objects.requireNonNullElse(settings.description(), instrument.description()),
        aggregation,
        attributes,
        settings.reservoir(),
        settings.cardinalityLimit() == null
            ? defaults.cardinalityLimit().applyAsInt(instrument.kind())
            : settings.cardinalityLimit());
  }
}
