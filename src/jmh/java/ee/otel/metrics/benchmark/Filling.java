package ee.otel.metrics.benchmark;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;

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
  };

  private static final int MEASUREMENTS = 20;

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
