package ee.otel.metrics.internal.stream;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.data.Temporality;
import java.util.Arrays;
import java.util.List;

/**
 * The readers of one stream, each with its temporality and the time of its last collection. Called
 * under the collection lock, except {@link #drains}.
 */
final class StreamReaders {
  private final List<StreamReader> readers;
  private final Temporality[] temporalities;
  private final long[] lastTakenNanos;
  private final boolean drains;

  /**
   * @param createdNanos when the instrument was created
   */
  StreamReaders(List<StreamReader> readers, InstrumentKind kind, long createdNanos) {
    this.readers = List.copyOf(readers);
    this.temporalities =
        readers.stream().map(reader -> reader.temporality(kind)).toArray(Temporality[]::new);
    this.lastTakenNanos = new long[readers.size()];
    Arrays.fill(lastTakenNanos, createdNanos);
    this.drains = readers.size() > 1 || Arrays.asList(temporalities).contains(Temporality.DELTA);
  }

  int size() {
    return readers.size();
  }

  /** The place of {@code reader} here, or -1 when it does not read this stream. */
  int indexOf(StreamReader reader) {
    return readers.indexOf(reader);
  }

  boolean isDelta(int reader) {
    return temporalities[reader] == Temporality.DELTA;
  }

  Temporality temporality(int reader) {
    return temporalities[reader];
  }

  /**
   * Whether collections empty the cells. A single reader of cumulative points just looks; otherwise
   * what is drained is added to what each reader has not had yet.
   */
  boolean drains() {
    return drains;
  }

  boolean allDelta() {
    return !Arrays.asList(temporalities).contains(Temporality.CUMULATIVE);
  }

  /** The previous collection, or the creation of the instrument. */
  long lastTakenNanos(int reader) {
    return lastTakenNanos[reader];
  }

  void taken(int reader, long now) {
    lastTakenNanos[reader] = now;
  }
}
