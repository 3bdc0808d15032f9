package ee.otel.metrics.config;

/** How the body of an export is compressed. */
public enum Compression {
  NONE,
  GZIP
}
