package ee.otel.metrics.benchmark;

import ee.otel.metrics.benchmark.server.Libraries;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is there without anything being done: jars and heap.
 *
 * @param heap by what was recorded, on the processors of this machine
 * @param heapOnMany of an explicit histogram where there are {@link #MANY} processors
 * @param ourJars what a WAR gets beside the OpenTelemetry API, in bytes; our own is the first
 */
record Footprint(
    Map<Library, Map<Filling, HeapPerSeries.Bytes>> heap,
    Map<Library, HeapPerSeries.Bytes> heapOnMany,
    List<Long> ourJars,
    List<Long> peerJars) {

  static final int MANY = 64;

  static Footprint measure(Path ourJar) throws IOException, InterruptedException {
    Map<Library, Map<Filling, HeapPerSeries.Bytes>> heap = new EnumMap<>(Library.class);
    Map<Library, HeapPerSeries.Bytes> heapOnMany = new EnumMap<>(Library.class);
    int processors = Runtime.getRuntime().availableProcessors();
    for (Library library : Library.values()) {
      Map<Filling, HeapPerSeries.Bytes> own = new EnumMap<>(Filling.class);
      for (Filling filling : Filling.values()) {
        own.put(filling, HeapPerSeries.measure(library, filling, processors));
      }
      heap.put(library, own);
      heapOnMany.put(library, HeapPerSeries.measure(library, Filling.EXPLICIT, MANY));
    }
    List<Long> ourJars = List.of(Files.size(ourJar));
    return new Footprint(heap, heapOnMany, ourJars, sizes(Libraries.PEER));
  }

  private static List<Long> sizes(Pattern names) {
    return Libraries.onClassPath(names).stream().map(File::length).toList();
  }
}
