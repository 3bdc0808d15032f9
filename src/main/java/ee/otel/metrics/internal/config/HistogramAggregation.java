package ee.otel.metrics.internal.config;

/** The aggregation of histograms that neither a view nor advice shapes. */
enum HistogramAggregation {
  EXPLICIT_BUCKET_HISTOGRAM,
  BASE2_EXPONENTIAL_BUCKET_HISTOGRAM
}
