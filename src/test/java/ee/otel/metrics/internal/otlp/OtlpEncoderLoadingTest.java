package ee.otel.metrics.internal.otlp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Scope;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What encoding needs of the class path. */
class OtlpEncoderLoadingTest {

  @Test
  void encoding_needsNeitherGeneratedClassesNorTheApisValue() throws Exception {
    ClassLoader poor = new PoorLoader();
    Object encoding =
        poor.loadClass(Encoding.class.getName()).getDeclaredConstructor().newInstance();
    assertTrue((Integer) ((Callable<?>) encoding).call() > 0);
  }

  /** Runs inside the poor loader. */
  public static final class Encoding implements Callable<Integer> {
    @Override
    public Integer call() {
      Attributes attributes =
          Attributes.of(
              AttributeKey.stringKey("s"), "text", AttributeKey.longArrayKey("l"), List.of(1L));
      MetricSnapshot metric =
          new MetricSnapshot(
              Scope.named("s"),
              "m",
              "",
              "",
              new MetricData.Gauge(
                  List.of(
                      new NumberPoint(
                          new PointAttributes(attributes), 1, 2, NumberType.LONG, 3, List.of()))));
      int size = 0;
      for (OtlpEncoder encoder : List.of(OtlpEncoder.protobuf(), OtlpEncoder.json())) {
        OtlpBatches batches =
            encoder.encode(new Resource(attributes, null), List.of(metric), OtlpLimits.DEFAULT);
        size += ((OtlpBatch.Encoded) batches.next()).size();
      }
      return size;
    }
  }

  /** Has its own copy of our classes and lacks what must not be needed. */
  private static final class PoorLoader extends ClassLoader {
    PoorLoader() {
      super(OtlpEncoderLoadingTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("io.opentelemetry.proto.")
          || name.startsWith("com.google.protobuf.")
          || name.startsWith("jakarta.json.")
          || name.equals("io.opentelemetry.api.common.Value")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("ee.otel.metrics.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/') + ".class";
      try (InputStream in = getParent().getResourceAsStream(file)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
