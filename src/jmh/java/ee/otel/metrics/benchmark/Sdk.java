package ee.otel.metrics.benchmark;

import io.opentelemetry.api.metrics.Meter;

/**
 * An implementation of the OpenTelemetry metrics API with one reader, made alike for every library.
 *
 * <p>Instruments get special streams by their names: {@link #EXPONENTIAL}, {@link #FILTERED},
 * {@link #LIMITED}.
 */
interface Sdk {
  /** A histogram of this name has exponential buckets. */
  String EXPONENTIAL = "exponential";

  /** The stream of this name does not keep the attribute {@link AttributeSets#USER}. */
  String FILTERED = "filtered";

  /** The stream of this name has a cardinality limit of {@link #LIMIT}. */
  String LIMITED = "limited";

  int LIMIT = 50;

  /** A limit above what every other benchmark needs. */
  int HIGH_LIMIT = 2_000_000;

  Meter meter();

  /** Collects as for an export that succeeds. */
  void collect();

  /** Collects and encodes. Returns the size of what would be sent. */
  long export();
}
