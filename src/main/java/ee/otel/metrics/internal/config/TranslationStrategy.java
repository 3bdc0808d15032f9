package ee.otel.metrics.internal.config;

/**
 * What becomes of names on their way to Prometheus (specification: <em>Prometheus exporter,
 * Translation Strategy</em>).
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
