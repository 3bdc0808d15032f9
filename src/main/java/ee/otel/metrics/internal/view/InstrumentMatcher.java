package ee.otel.metrics.internal.view;

import ee.otel.metrics.api.InstrumentSelector;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which instruments a selector selects (specification: <em>Instrument selection criteria</em>). */
final class InstrumentMatcher {
  private InstrumentMatcher() {}

  /** Whether the instrument meets every criterion that the selector gives. */
  static boolean matches(InstrumentSelector selector, InstrumentDescriptor instrument) {
    return (selector.name() == null || matchesName(selector.name(), instrument.name()))
        && (selector.kind() == null || selector.kind() == instrument.kind())
        && (selector.unit() == null || selector.unit().equals(instrument.unit()))
        && (selector.meterName() == null
            || Wildcards.matches(selector.meterName(), instrument.scope().name()))
        && (selector.meterVersion() == null
            || selector.meterVersion().equals(textOf(instrument.scope().version())))
        && (selector.meterSchemaUrl() == null
            || selector.meterSchemaUrl().equals(textOf(instrument.scope().schemaUrl())));
  }

  private static String textOf(@Nullable String given) {
    return given == null ? "" : given;
  }

  private static boolean matchesName(String pattern, String name) {
    return Wildcards.matches(pattern.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
  }
}
