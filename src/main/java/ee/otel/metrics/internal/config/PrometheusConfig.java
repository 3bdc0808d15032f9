package ee.otel.metrics.internal.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How metrics are scraped, where {@code otel.metrics.exporter} has {@code prometheus}; read once,
 * when the application starts.
 *
 * @param path below the context root: {@code otel.metrics.ee.prometheus.path} (/metrics)
 * @param access who may scrape: {@code otel.metrics.ee.prometheus.addresses} (loopback) and {@code
 *     otel.metrics.ee.prometheus.role} (none)
 * @param translationStrategy what becomes of names: {@code
 *     otel.metrics.ee.prometheus.translation.strategy} (UnderscoreEscapingWithSuffixes)
 * @param scopeInfo whether series tell their scope: {@code otel.metrics.ee.prometheus.scope.info}
 *     (true)
 * @param targetInfo whether the resource is told: {@code otel.metrics.ee.prometheus.target.info}
 *     (true)
 * @param constantLabels which resource attributes all series have as labels, each a key or the
 *     beginning of keys and {@code *}: {@code
 *     otel.metrics.ee.prometheus.resource.constant.labels.included} (none)
 * @param noConstantLabels which of those they have not: {@code
 *     otel.metrics.ee.prometheus.resource.constant.labels.excluded} (none)
 * @param created whether series tell when they began: {@code otel.metrics.ee.prometheus.created}
 *     (false)
 */
public record PrometheusConfig(
    String path,
    AccessConfig access,
    TranslationStrategy translationStrategy,
    boolean scopeInfo,
    boolean targetInfo,
    List<String> constantLabels,
    List<String> noConstantLabels,
    boolean created) {

  private static final String PREFIX = "otel.metrics.ee.prometheus.";
  private static final Pattern PATH_SHAPE =
      Pattern.compile("/?[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*");

  private static final Key<String> PATH =
      Key.of(
          PREFIX + "path",
          "/metrics",
          "a path below the context root, such as /metrics",
          PrometheusConfig::path);
  private static final Key<Optional<String>> ROLE =
      Key.optional(PREFIX + "role", "a role", (value, remarks) -> value);
  private static final Key<List<AddressRange>> ADDRESSES = AccessConfig.addresses(PREFIX);
  private static final Key<TranslationStrategy> STRATEGY =
      Key.choice(
          PREFIX + "translation.strategy",
          "UnderscoreEscapingWithSuffixes",
          ValueParser.choices(
              "underscoreescapingwithsuffixes",
                  TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES,
              "underscoreescapingwithoutsuffixes",
                  TranslationStrategy.UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES,
              "noutf8escapingwithsuffixes", TranslationStrategy.NO_UTF8_ESCAPING_WITH_SUFFIXES,
              "notranslation", TranslationStrategy.NO_TRANSLATION));
  private static final Key<Boolean> SCOPE_INFO = Key.flag(PREFIX + "scope.info", true);
  private static final Key<Boolean> TARGET_INFO = Key.flag(PREFIX + "target.info", true);
  private static final Key<List<String>> INCLUDED =
      Key.of(
          PREFIX + "resource.constant.labels.included",
          "",
          "a list of attribute keys",
          ValueParser::list);
  private static final Key<List<String>> EXCLUDED =
      Key.of(
          PREFIX + "resource.constant.labels.excluded",
          "",
          "a list of attribute keys",
          ValueParser::list);
  private static final Key<Boolean> CREATED = Key.flag(PREFIX + "created", false);

  static final List<Key<?>> KEYS =
      List.of(
          PATH, ROLE, ADDRESSES, STRATEGY, SCOPE_INFO, TARGET_INFO, INCLUDED, EXCLUDED, CREATED);

  static PrometheusConfig read(Lookup lookup) {
    return new PrometheusConfig(
        lookup.get(PATH),
        new AccessConfig(lookup.get(ADDRESSES), lookup.get(ROLE), ADDRESSES.name()),
        lookup.get(STRATEGY),
        lookup.get(SCOPE_INFO),
        lookup.get(TARGET_INFO),
        lookup.get(INCLUDED),
        lookup.get(EXCLUDED),
        lookup.get(CREATED));
  }

  private static String path(String value, List<String> remarks) {
    if (!PATH_SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException();
    }
    return value.startsWith("/") ? value : "/" + value;
  }

  /** Whether a resource attribute is a label of every series. */
  public boolean isConstantLabel(String key) {
    return isAmong(constantLabels, key) && !isAmong(noConstantLabels, key);
  }

  private static boolean isAmong(List<String> patterns, String key) {
    return patterns.stream()
        .anyMatch(
            pattern ->
                pattern.endsWith("*")
                    ? key.startsWith(pattern.substring(0, pattern.length() - 1))
                    : key.equals(pattern));
  }

  /**
   * How names are translated for Prometheus (specification: <em>Prometheus exporter, Translation
   * Strategy</em>).
   */
  public enum TranslationStrategy {
    UNDERSCORE_ESCAPING_WITH_SUFFIXES(true, true),
    UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES(true, false),
    NO_UTF8_ESCAPING_WITH_SUFFIXES(false, true),
    NO_TRANSLATION(false, false);

    private final boolean escapesToUnderscores;
    private final boolean addsSuffixes;

    TranslationStrategy(boolean escapesToUnderscores, boolean addsSuffixes) {
      this.escapesToUnderscores = escapesToUnderscores;
      this.addsSuffixes = addsSuffixes;
    }

    /** Whether discouraged characters become underscores. */
    public boolean escapesToUnderscores() {
      return escapesToUnderscores;
    }

    /** Whether names get their unit and, counters, {@code _total}. */
    public boolean addsSuffixes() {
      return addsSuffixes;
    }
  }
}
