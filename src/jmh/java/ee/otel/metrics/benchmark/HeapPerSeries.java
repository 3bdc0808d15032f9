package ee.otel.metrics.benchmark;

import ee.otel.metrics.data.Temporality;
import io.opentelemetry.api.common.Attributes;
import java.io.IOException;
import java.lang.ref.Reference;

/**
 * How much heap a series keeps, by full collections before and after there are {@link #SERIES} of
 * them. The caller's attributes are not counted: they are the same objects for every library.
 */
final class HeapPerSeries {
  private static final int SERIES = 50_000;
  private static final int COLLECTIONS = 3;

  private HeapPerSeries() {}

  /**
   * @param recorded after recording
   * @param exported after recording and an export, with what encoders keep for the next one
   */
  record Bytes(double recorded, double exported) {}

  /** Measures in a virtual machine of its own that believes to have {@code cpus} processors. */
  static Bytes measure(Library library, Filling filling, int cpus)
      throws IOException, InterruptedException {
    String[] words =
        OwnProcess.answer(
                HeapPerSeries.class,
                "-XX:ActiveProcessorCount=" + cpus,
                "-XX:+UseSerialGC",
                "-Xmx2g",
                library.name(),
                filling.name())
            .split(" ");
    return new Bytes(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
  }

  public static void main(String[] args) {
    Library library = Library.valueOf(args[0]);
    Filling filling = Filling.valueOf(args[1]);
    Attributes[] attributes = AttributeSets.of(SERIES).buildAll();
    // The code and its constants are loaded by a first life.
    Sdk warm = library.create(Temporality.CUMULATIVE);
    filling.fill(warm.meter(), AttributeSets.of(10).buildAll());
    warm.export();

    long before = used();
    Sdk sdk = library.create(Temporality.CUMULATIVE);
    filling.fill(sdk.meter(), attributes);
    long recorded = used();
    sdk.export();
    long exported = used();
    Reference.reachabilityFence(sdk);
    Reference.reachabilityFence(attributes);
    Reference.reachabilityFence(warm);
    System.out.println(
        (double) (recorded - before) / SERIES + " " + (double) (exported - before) / SERIES);
  }

  private static long used() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
