package ee.otel.metrics.internal.config;

/** How the body of an export is compressed. */
public enum Compression {
  NONE,
  GZIP
}
