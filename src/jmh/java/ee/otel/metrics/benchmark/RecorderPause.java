package ee.otel.metrics.benchmark;

import ee.otel.metrics.data.Temporality;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The longest time between two measurements of a thread that records without a break, while another
 * thread collects and encodes a large application's metrics without a break.
 *
 * <p>The machine and the virtual machine stop threads as well. What they take is what a thread that
 * only looks at the clock meets.
 */
final class RecorderPause {
  private static final int SERIES = Goals.TYPICAL_SIZE;
  private static final long WARM_UP_NANOS = 1_000_000_000L;
  private static final long LENGTH_NANOS = 1_500_000_000L;

  private RecorderPause() {}

  /**
   * Measures in a virtual machine of its own.
   *
   * @param records whether the thread records, or only looks at the clock
   * @return in nanoseconds
   */
  static double measure(Library library, boolean records) throws IOException, InterruptedException {
    return Double.parseDouble(
        OwnProcess.answer(
            RecorderPause.class,
            "-Xms2g",
            "-Xmx2g",
            "-XX:+AlwaysPreTouch", // else the kernel stops a thread for new memory
            library.name(),
            Boolean.toString(records)));
  }

  public static void main(String[] args) throws InterruptedException {
    Library library = Library.valueOf(args[0]);
    boolean records = Boolean.parseBoolean(args[1]);
    Sdk sdk = library.create(Temporality.CUMULATIVE);
    Attributes[] attributes = AttributeSets.of(SERIES).buildAll();
    Filling.LARGE.fill(sdk.meter(), attributes);
    Attributes[] own = Filling.ofLargeHistogram(attributes);
    DoubleHistogram histogram = sdk.meter().histogramBuilder(Filling.LARGE_HISTOGRAM).build();
    AtomicBoolean ended = new AtomicBoolean();
    Thread exporter =
        new Thread(
            () -> {
              while (!ended.get()) {
                sdk.export();
              }
            },
            "exporter");
    exporter.start();
    longest(histogram, own, records, WARM_UP_NANOS);
    long longest = longest(histogram, own, records, LENGTH_NANOS);
    ended.set(true);
    exporter.join();
    System.out.println(longest);
  }

  private static long longest(
      DoubleHistogram histogram, Attributes[] attributes, boolean records, long length) {
    long longest = 0;
    long begin = System.nanoTime();
    long before = begin;
    for (int i = 0; before - begin < length; i++) {
      if (records) {
        histogram.record(BenchmarkValues.get(i), attributes[i % attributes.length]);
      }
      long now = System.nanoTime();
      longest = Math.max(longest, now - before);
      before = now;
    }
    return longest;
  }
}
