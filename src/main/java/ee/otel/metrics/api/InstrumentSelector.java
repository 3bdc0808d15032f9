package ee.otel.metrics.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which instruments a view is for: those that meet every criterion given (specification:
 * <em>Metrics SDK, Instrument selection criteria</em>).
 *
 * @param name the instrument's name, any case; {@code *} stands for any number of characters,
 *     {@code ?} for one
 * @param kind the instrument's kind
 * @param unit the instrument's unit, exactly
 * @param meterName the meter's name, with the same wildcards
 * @param meterVersion the meter's version, exactly
 * @param meterSchemaUrl the meter's schema URL, exactly
 */
public record InstrumentSelector(
    @Nullable String name,
    @Nullable InstrumentKind kind,
    @Nullable String unit,
    @Nullable String meterName,
    @Nullable String meterVersion,
    @Nullable String meterSchemaUrl) {

  /** Selects every instrument. */
  public static InstrumentSelector all() {
    return new InstrumentSelector(null, null, null, null, null, null);
  }

  /** Instruments of this name, wildcards allowed. */
  public static InstrumentSelector named(String name) {
    return new InstrumentSelector(Objects.requireNonNull(name), null, null, null, null, null);
  }

  /** Instruments of this kind. */
  public static InstrumentSelector ofKind(InstrumentKind kind) {
    return new InstrumentSelector(null, Objects.requireNonNull(kind), null, null, null, null);
  }

  /** Whether instruments of more than one name can meet the criteria. */
  public boolean isWide() {
    return name == null || name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
  }
}
