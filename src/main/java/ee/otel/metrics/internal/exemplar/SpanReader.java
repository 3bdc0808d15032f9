package ee.otel.metrics.internal.exemplar;

import io.opentelemetry.api.trace.SpanContext;

/** Reads the current span by a copy of the OpenTelemetry API that is not ours. Never throws. */
interface SpanReader {

  /** Whether there is a current span that is sampled. */
  boolean isSampled();

  /** The current span's context, by our API; an invalid one where there is none. */
  SpanContext current();
}
