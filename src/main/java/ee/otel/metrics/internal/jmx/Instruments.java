package ee.otel.metrics.internal.jmx;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.LongUpDownCounterBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import java.util.HashMap;
import java.util.Map;

/**
 * The instruments of all rules, one for each name. Whether it takes integers or floating-point
 * numbers is decided by the first value that there is. Safe from any thread.
 */
final class Instruments {
  private final Meter meter;
  private final Map<String, Instrument> byName = new HashMap<>();

  /** Takes the values of a metric. */
  sealed interface Instrument {
    ObservableMeasurement measurement();

    void record(Number value, double divisor, Attributes attributes);
  }

  private record OfLongs(ObservableLongMeasurement measurement) implements Instrument {
    @Override
    public void record(Number value, double divisor, Attributes attributes) {
      measurement.record(value.longValue(), attributes);
    }
  }

  private record OfDoubles(ObservableDoubleMeasurement measurement) implements Instrument {
    @Override
    public void record(Number value, double divisor, Attributes attributes) {
      measurement.record(value.doubleValue() / divisor, attributes);
    }
  }

  Instruments(Meter meter) {
    this.meter = meter;
  }

  /** The instrument of a metric; the first of its name decides what it is. */
  synchronized Instrument of(RuleMetric metric, boolean integer, String description) {
    return byName.computeIfAbsent(
        metric.name(),
        name ->
            integer && metric.divisor() == 1
                ? new OfLongs(longs(metric, description))
                : new OfDoubles(doubles(metric, description)));
  }

  private ObservableLongMeasurement longs(RuleMetric metric, String description) {
    return switch (metric.type()) {
      case COUNTER -> counter(metric, description).buildObserver();
      case UPDOWNCOUNTER, STATE -> upDownCounter(metric, description).buildObserver();
      case GAUGE -> gauge(metric, description).ofLongs().buildObserver();
    };
  }

  private ObservableDoubleMeasurement doubles(RuleMetric metric, String description) {
    return switch (metric.type()) {
      case COUNTER -> counter(metric, description).ofDoubles().buildObserver();
      case UPDOWNCOUNTER, STATE -> upDownCounter(metric, description).ofDoubles().buildObserver();
      case GAUGE -> gauge(metric, description).buildObserver();
    };
  }

  private LongCounterBuilder counter(RuleMetric metric, String description) {
    return meter.counterBuilder(metric.name()).setUnit(metric.unit()).setDescription(description);
  }

  private LongUpDownCounterBuilder upDownCounter(RuleMetric metric, String description) {
    return meter
        .upDownCounterBuilder(metric.name())
        .setUnit(metric.unit())
        .setDescription(description);
  }

  private DoubleGaugeBuilder gauge(RuleMetric metric, String description) {
    return meter.gaugeBuilder(metric.name()).setUnit(metric.unit()).setDescription(description);
  }
}
