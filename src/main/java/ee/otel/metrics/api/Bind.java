package ee.otel.metrics.api;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleUpDownCounter;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Binds attributes to an instrument, for code that records the same ones again and again
 * (specification: <em>Metrics API, Bind</em>).
 *
 * <pre>{@code
 * BoundLong cardOrders = Bind.bind(orders, Attributes.of(PAYMENT, "card"));
 * cardOrders.record(1);
 * }</pre>
 *
 * <p>An instrument of another implementation is called with the attributes at each measurement, and
 * its series cannot be ended.
 */
public final class Bind {
  private Bind() {}

  /** A handle whose {@code record} is the counter's {@code add} under these attributes. */
  public static BoundLong bind(LongCounter counter, Attributes attributes) {
    return ofLong(
        counter,
        attributes,
        (value, context) -> counter.add(value, attributes, orCurrent(context)));
  }

  /** A handle whose {@code record} is the counter's {@code add} under these attributes. */
  public static BoundLong bind(LongUpDownCounter counter, Attributes attributes) {
    return ofLong(
        counter,
        attributes,
        (value, context) -> counter.add(value, attributes, orCurrent(context)));
  }

  /** A handle whose {@code record} is the histogram's {@code record} under these attributes. */
  public static BoundLong bind(LongHistogram histogram, Attributes attributes) {
    return ofLong(
        histogram,
        attributes,
        (value, context) -> histogram.record(value, attributes, orCurrent(context)));
  }

  /** A handle whose {@code record} is the gauge's {@code set} under these attributes. */
  public static BoundLong bind(LongGauge gauge, Attributes attributes) {
    return ofLong(
        gauge, attributes, (value, context) -> gauge.set(value, attributes, orCurrent(context)));
  }

  /** A handle whose {@code record} is the counter's {@code add} under these attributes. */
  public static BoundDouble bind(DoubleCounter counter, Attributes attributes) {
    return ofDouble(
        counter,
        attributes,
        (value, context) -> counter.add(value, attributes, orCurrent(context)));
  }

  /** A handle whose {@code record} is the counter's {@code add} under these attributes. */
  public static BoundDouble bind(DoubleUpDownCounter counter, Attributes attributes) {
    return ofDouble(
        counter,
        attributes,
        (value, context) -> counter.add(value, attributes, orCurrent(context)));
  }

  /** A handle whose {@code record} is the histogram's {@code record} under these attributes. */
  public static BoundDouble bind(DoubleHistogram histogram, Attributes attributes) {
    return ofDouble(
        histogram,
        attributes,
        (value, context) -> histogram.record(value, attributes, orCurrent(context)));
  }

  /** A handle whose {@code record} is the gauge's {@code set} under these attributes. */
  public static BoundDouble bind(DoubleGauge gauge, Attributes attributes) {
    return ofDouble(
        gauge, attributes, (value, context) -> gauge.set(value, attributes, orCurrent(context)));
  }

  private static Context orCurrent(@Nullable Context context) {
    return context == null ? Context.current() : context;
  }

  private static BoundLong ofLong(Object instrument, Attributes attributes, BoundLong foreign) {
    return instrument instanceof Bindable own ? own.bindLong(attributes) : foreign;
  }

  private static BoundDouble ofDouble(
      Object instrument, Attributes attributes, BoundDouble foreign) {
    return instrument instanceof Bindable own ? own.bindDouble(attributes) : foreign;
  }
}
