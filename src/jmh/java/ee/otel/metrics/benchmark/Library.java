package ee.otel.metrics.benchmark;

import ee.otel.metrics.data.Temporality;

/** The libraries that implement the OpenTelemetry API. */
public enum Library {
  OURS,
  OPENTELEMETRY;

  Sdk create(Temporality temporality) {
    return switch (this) {
      case OURS -> new OurSdk(temporality);
      case OPENTELEMETRY -> new PeerSdk(temporality);
    };
  }
}
