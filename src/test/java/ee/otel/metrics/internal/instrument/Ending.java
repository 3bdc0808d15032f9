package ee.otel.metrics.internal.instrument;

import io.opentelemetry.api.common.Attributes;

/** Ends a series that nobody has bound, which no application can. */
public final class Ending {
  private Ending() {}

  public static void end(Object instrument, Attributes attributes) {
    ((SyncInstrument) instrument).end(attributes);
  }
}
