package ee.otel.metrics.internal.stream;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.data.Temporality;

/** A reader as streams know it: somebody apart from every other reader, and what it wants. */
public final class StreamReader {
  private final ReaderOptions options;

  public StreamReader(ReaderOptions options) {
    this.options = options;
  }

  public ReaderOptions options() {
    return options;
  }

  Temporality temporality(InstrumentKind kind) {
    return options.temporality().apply(kind);
  }
}
