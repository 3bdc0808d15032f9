package ee.otel.metrics.benchmark.server;

import java.io.File;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Jars of the class path, by name. */
public final class Libraries {
  /** The OpenTelemetry API. */
  static final Pattern API = Pattern.compile("opentelemetry-(api|context|common)-\\d.*");

  /**
   * What opentelemetry-java needs beside the API to export: the exporter with its dependencies, as
   * Maven resolves them.
   */
  public static final Pattern PEER =
      Pattern.compile("(opentelemetry-(sdk|exporter)|okhttp|okio|kotlin-stdlib|annotations-13).*");

  private Libraries() {}

  /** The jars whose file name matches, in the order of the class path. */
  public static List<File> onClassPath(Pattern names) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(File::new)
        .filter(jar -> names.matcher(jar.getName()).matches())
        .toList();
  }
}
