package ee.otel.metrics.internal.view;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An instrument as its author described it.
 *
 * @param scope the meter
 * @param name the name, in the spelling of its first registration
 * @param kind what it is
 * @param type the type of its values
 * @param unit the unit; may be empty
 * @param description the description; may be empty
 * @param advice the author's recommendations
 */
public record InstrumentDescriptor(
    Scope scope,
    String name,
    InstrumentKind kind,
    NumberType type,
    String unit,
    String description,
    Advice advice) {

  /**
   * What identifies an instrument within its meter.
   *
   * @param name in lower case: names that differ in their case only are one
   */
  public record Identity(String name, InstrumentKind kind, NumberType type, String unit) {}

  /** What identifies the instrument: everything but its description. */
  public Identity identity() {
    return new Identity(name.toLowerCase(Locale.ROOT), kind, type, unit);
  }

  /** The same instrument under another name. */
  public InstrumentDescriptor named(String other) {
    return other.equals(name)
        ? this
        : new InstrumentDescriptor(scope, other, kind, type, unit, description, advice);
  }

  /**
   * The recommendations of an instrument's author (specification: <em>Metrics API, Instrument
   * advisory parameters</em>).
   *
   * @param boundaries of an explicit histogram, already checked, or null
   * @param attributeKeys the attributes worth keeping, or null for all
   */
  public record Advice(@Nullable List<Double> boundaries, @Nullable Set<String> attributeKeys) {
    public static final Advice NONE = new Advice(null, null);
  }
}
