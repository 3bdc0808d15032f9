package ee.otel.metrics.internal.config;

import ee.otel.metrics.api.InstrumentKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A view as it is configured, under {@code otel.metrics.views.<id>.}; what is null is not set.
 *
 * @param id what the user calls it
 * @param selector which instruments it is for; has at least one criterion
 * @param stream what becomes of them
 */
public record ViewConfig(String id, Selector selector, Stream stream) {

  /**
   * Criteria; an instrument has to meet all that are given.
   *
   * @param instrumentName {@code selector.instrument-name}; {@code *} and {@code ?} are wildcards
   * @param instrumentType {@code selector.instrument-type}
   * @param unit {@code selector.unit}
   * @param meterName {@code selector.meter-name}; with the same wildcards
   * @param meterVersion {@code selector.meter-version}
   * @param meterSchemaUrl {@code selector.meter-schema-url}
   */
  public record Selector(
      @Nullable String instrumentName,
      @Nullable InstrumentKind instrumentType,
      @Nullable String unit,
      @Nullable String meterName,
      @Nullable String meterVersion,
      @Nullable String meterSchemaUrl) {

    boolean isEmpty() {
      return equals(new Selector(null, null, null, null, null, null));
    }

    /** Whether instruments of different names can meet the criteria. */
    boolean isWide() {
      return instrumentName == null
          || instrumentName.indexOf('*') >= 0
          || instrumentName.indexOf('?') >= 0;
    }
  }

  /**
   * What the instruments become.
   *
   * @param name {@code stream.name}; not set where the selector is wide
   * @param description {@code stream.description}
   * @param aggregation {@code stream.aggregation} and its settings
   * @param includedKeys {@code stream.attribute-keys.included}
   * @param excludedKeys {@code stream.attribute-keys.excluded}
   * @param cardinalityLimit {@code stream.aggregation-cardinality-limit}; at least 1
   */
  public record Stream(
      @Nullable String name,
      @Nullable String description,
      @Nullable AggregationConfig aggregation,
      @Nullable Set<String> includedKeys,
      @Nullable Set<String> excludedKeys,
      @Nullable Integer cardinalityLimit) {}
}
