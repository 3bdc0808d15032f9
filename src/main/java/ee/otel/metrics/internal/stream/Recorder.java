package ee.otel.metrics.internal.stream;

import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.internal.health.Health;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records the measurements of an instrument. Any thread, at any time; never blocks for long. */
public interface Recorder {

  /** Goes nowhere. */
  Recorder NONE = new Nowhere(() -> {});

  /** Goes nowhere, and is counted and said: for instruments that are used after the end. */
  static Recorder lost(Losses losses, Health health) {
    return new Nowhere(
        () -> {
          losses.add(Loss.AFTER_SHUTDOWN);
          health.afterTheEnd(
              "late measurement",
              () ->
                  "A measurement came after the application's end and is lost, as are those that"
                      + " follow; see docs/reliability.md.");
        });
  }

  /**
   * @param bits the value, as the instrument's number type reads it
   * @param context null for the current one, which is looked up only when it is needed
   */
  void record(long bits, Attributes attributes, @Nullable Context context);

  /** The same for attributes that never change. */
  Bound bind(Attributes attributes);

  /**
   * Ends the series of these attributes: the next collection exports its last point, a later
   * measurement begins a new series. What is measured before that collection still counts.
   */
  void end(Attributes attributes);

  /** Records under attributes that were given before. */
  interface Bound {
    void record(long bits, @Nullable Context context);
  }

  /** All of {@code recorders} together. */
  static Recorder of(List<? extends Recorder> recorders) {
    return switch (recorders.size()) {
      case 0 -> NONE;
      case 1 -> recorders.get(0);
      default -> new Several(List.copyOf(recorders));
    };
  }

  /** A recorder of no stream. */
  final class Nowhere implements Recorder {
    private final Runnable each;

    private Nowhere(Runnable each) {
      this.each = each;
    }

    @Override
    public void record(long bits, Attributes attributes, @Nullable Context context) {
      each.run();
    }

    @Override
    public Bound bind(Attributes attributes) {
      return (bits, context) -> each.run();
    }

    @Override
    public void end(Attributes attributes) {}
  }

  /** A recorder of several streams. */
  record Several(List<Recorder> recorders) implements Recorder {
    @Override
    public void record(long bits, Attributes attributes, @Nullable Context context) {
      for (Recorder recorder : recorders) {
        recorder.record(bits, attributes, context);
      }
    }

    @Override
    public Bound bind(Attributes attributes) {
      List<Bound> bound = recorders.stream().map(recorder -> recorder.bind(attributes)).toList();
      return (bits, context) -> bound.forEach(one -> one.record(bits, context));
    }

    @Override
    public void end(Attributes attributes) {
      recorders.forEach(recorder -> recorder.end(attributes));
    }
  }
}
