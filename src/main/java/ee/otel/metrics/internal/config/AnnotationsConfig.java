package ee.otel.metrics.internal.config;

import java.util.List;

/**
 * Which annotations are measured.
 *
 * @param own those of this library: {@code otel.metrics.ee.annotations} (true)
 * @param openTelemetry those that OpenTelemetry proposes: {@code
 *     otel.metrics.ee.annotations.opentelemetry} (true)
 * @param micrometer Micrometer's: {@code otel.metrics.ee.annotations.micrometer} (true)
 * @param microProfile what is done with MicroProfile Metrics: {@code
 *     otel.metrics.ee.microprofile.metrics} (auto)
 * @param originalUnits whether its metrics keep their units: {@code
 *     otel.metrics.ee.microprofile.metrics.units} (ucum)
 */
public record AnnotationsConfig(
    boolean own,
    boolean openTelemetry,
    boolean micrometer,
    MicroProfile microProfile,
    boolean originalUnits) {

  public enum MicroProfile {
    /** It is implemented where the application brings its API. */
    AUTO,
    /** Its annotations are measured also where the server implements it. */
    ALWAYS,
    OFF
  }

  private static final Key<Boolean> OWN = Key.flag("otel.metrics.ee.annotations", true);
  private static final Key<Boolean> OPEN_TELEMETRY =
      Key.flag("otel.metrics.ee.annotations.opentelemetry", true);
  private static final Key<Boolean> MICROMETER =
      Key.flag("otel.metrics.ee.annotations.micrometer", true);
  private static final Key<MicroProfile> MICRO_PROFILE =
      Key.choice(
          "otel.metrics.ee.microprofile.metrics",
          "auto",
          ValueParser.choices(
              "auto", MicroProfile.AUTO, "always", MicroProfile.ALWAYS, "off", MicroProfile.OFF));
  private static final Key<Boolean> ORIGINAL_UNITS =
      Key.choice(
          "otel.metrics.ee.microprofile.metrics.units",
          "ucum",
          ValueParser.choices("ucum", false, "original", true));

  static final List<Key<?>> KEYS =
      List.of(OWN, OPEN_TELEMETRY, MICROMETER, MICRO_PROFILE, ORIGINAL_UNITS);

  static AnnotationsConfig read(Lookup lookup) {
    return new AnnotationsConfig(
        lookup.get(OWN),
        lookup.get(OPEN_TELEMETRY),
        lookup.get(MICROMETER),
        lookup.get(MICRO_PROFILE),
        lookup.get(ORIGINAL_UNITS));
  }
}
