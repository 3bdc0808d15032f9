package ee.otel.metrics.internal.mpmetrics;

import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An instrument that is made at the first measurement after there is a meter; earlier ones are
 * dropped.
 */
final class LateInstrument {
  private final Supplier<@Nullable LongConsumer> maker;
  private volatile @Nullable LongConsumer made;

  /**
   * @param maker null as long as there is no meter
   */
  LateInstrument(Supplier<@Nullable LongConsumer> maker) {
    this.maker = maker;
  }

  void accept(long value) {
    LongConsumer instrument = made;
    if (instrument == null) {
      instrument = maker.get();
      made = instrument;
    }
    if (instrument != null) {
      instrument.accept(value);
    }
  }
}
