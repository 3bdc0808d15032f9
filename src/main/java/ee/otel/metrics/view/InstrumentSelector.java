package ee.otel.metrics.view;

import java.util.Locale;
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

  /** At least one criterion has to be given; {@code name = "*"} selects everything. */
  public InstrumentSelector {
    if (name == null
        && kind == null
        && unit == null
        && meterName == null
        && meterVersion == null
        && meterSchemaUrl == null) {
      throw new IllegalArgumentException(
          "selector has no criterion; give instrument name \"*\" to select every instrument");
    }
  }

  /** Instruments of this name, wildcards allowed. */
  public static InstrumentSelector named(String name) {
    return new InstrumentSelector(Objects.requireNonNull(name), null, null, null, null, null);
  }

  /** Instruments of this kind. */
  public static InstrumentSelector ofKind(InstrumentKind kind) {
    return new InstrumentSelector(null, Objects.requireNonNull(kind), null, null, null, null);
  }

  /** Whether more than one instrument of a meter can have a name like this. */
  boolean isWide() {
    return name == null || isPattern(name);
  }

  /** Whether {@code text} has wildcards. */
  static boolean isPattern(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  boolean matches(InstrumentDescriptor instrument) {
    return (name == null || matchesName(name, instrument.name()))
        && (kind == null || kind == instrument.kind())
        && (unit == null || unit.equals(instrument.unit()))
        && (meterName == null || glob(meterName, instrument.scope().name()))
        && (meterVersion == null || meterVersion.equals(instrument.scope().version()))
        && (meterSchemaUrl == null || meterSchemaUrl.equals(instrument.scope().schemaUrl()));
  }

  private static boolean matchesName(String pattern, String name) {
    return glob(pattern.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
  }

  /**
   * Whether {@code text} has the form of {@code pattern}. Goes back to the last star only, so the
   * time is bounded by the product of the lengths.
   */
  static boolean glob(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
