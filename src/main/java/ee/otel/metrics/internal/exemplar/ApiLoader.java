package ee.otel.metrics.internal.exemplar;

import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;

/**
 * Loads {@link ApiSpanReader} once more, so that its calls are to another copy of the API: to the
 * compiler they are calls like any others, with a profile of their own, and it makes them direct
 * (ServerSpanBenchmark.counterInServersSpan). It goes when the reader does; the other copy's loader
 * does not know it.
 */
final class ApiLoader extends ClassLoader {
  private ApiLoader(ClassLoader api) {
    super(api);
  }

  /**
   * @param span the other copy's {@link Span}
   */
  static SpanReader reader(Class<?> span) throws ReflectiveOperationException, IOException {
    Constructor<?> constructor =
        new ApiLoader(span.getClassLoader()).defineReader().getDeclaredConstructor();
    constructor.setAccessible(true); // to Java, a package of another loader is another package
    return (SpanReader) constructor.newInstance();
  }

  private Class<?> defineReader() throws IOException, ClassNotFoundException {
    try (InputStream file =
        ApiLoader.class.getResourceAsStream(ApiSpanReader.class.getSimpleName() + ".class")) {
      if (file == null) {
        throw new ClassNotFoundException(ApiSpanReader.class.getName());
      }
      byte[] bytes = file.readAllBytes();
      return defineClass(ApiSpanReader.class.getName(), bytes, 0, bytes.length);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return name.equals(SpanReader.class.getName())
        ? SpanReader.class
        : super.loadClass(name, resolve);
  }
}
