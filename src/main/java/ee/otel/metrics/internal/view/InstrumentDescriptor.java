package ee.otel.metrics.internal.view;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Scope;
import java.util.Locale;

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

  /** What identifies an instrument within its meter; names differ in more than their case. */
  public record Identity(
      String name, InstrumentKind kind, NumberType type, String unit, String description) {}

  public Identity identity() {
    return new Identity(name.toLowerCase(Locale.ROOT), kind, type, unit, description);
  }
}
