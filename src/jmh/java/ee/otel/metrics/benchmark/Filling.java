package ee.otel.metrics.benchmark;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.Arrays;

/** One instrument with measurements under many attributes. */
public enum Filling {
  COUNTER {
    @Override
    void fill(Meter meter, Attributes[] attributes) {
      LongCounter counter = meter.counterBuilder("counter").build();
      for (int i = 0; i < attributes.length; i++) {
        counter.add(i, attributes[i]);
      }
    }
  },
  EXPLICIT {
    @Override
    void fill(Meter meter, Attributes[] attributes) {
      record(meter.histogramBuilder("explicit").build(), attributes);
    }
  },
  EXPONENTIAL {
    @Override
    void fill(Meter meter, Attributes[] attributes) {
      record(meter.histogramBuilder(Sdk.EXPONENTIAL).build(), attributes);
    }
  },
  /** A large application: {@value #INSTRUMENTS} counters, gauges and explicit histograms. */
  LARGE {
    @Override
    void fill(Meter meter, Attributes[] attributes) {
      for (int i = 0; i < INSTRUMENTS; i++) {
        Attributes[] own = ofInstrument(i, attributes);
        switch (i % 3) {
          case 0 -> {
            LongCounter counter = meter.counterBuilder("counter" + i).build();
            for (Attributes set : own) {
              counter.add(i, set);
            }
          }
          case 1 -> {
            DoubleGauge gauge = meter.gaugeBuilder("gauge" + i).build();
            for (Attributes set : own) {
              gauge.set(i, set);
            }
          }
          default -> record(meter.histogramBuilder("histogram" + i).build(), own);
        }
      }
    }
  };

  private static final int INSTRUMENTS = 100;
  private static final int HISTOGRAM = 2;

  /** One of the histograms of {@link #LARGE}. */
  static final String LARGE_HISTOGRAM = "histogram" + HISTOGRAM;

  private static final int MEASUREMENTS = 20;

  /** The attributes of {@link #LARGE_HISTOGRAM} where {@link #LARGE} was filled with these. */
  static Attributes[] ofLargeHistogram(Attributes[] attributes) {
    return ofInstrument(HISTOGRAM, attributes);
  }

  private static Attributes[] ofInstrument(int i, Attributes[] attributes) {
    int each = attributes.length / INSTRUMENTS;
    return Arrays.copyOfRange(attributes, i * each, (i + 1) * each);
  }

  abstract void fill(Meter meter, Attributes[] attributes);

  private static void record(DoubleHistogram histogram, Attributes[] attributes) {
    int value = 0;
    for (int i = 0; i < MEASUREMENTS; i++) {
      for (Attributes each : attributes) {
        histogram.record(BenchmarkValues.get(value++), each);
      }
    }
  }
}
