package ee.otel.metrics.internal.otlp;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.ExponentialBuckets;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.data.Temporality;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;
import org.jspecify.annotations.Nullable;

/** Collections with everything in them that the records can hold. */
public final class SnapshotArbitraries extends DomainContextBase {
  @Provide
  Arbitrary<Resource> resources() {
    return Arbitraries.randomValue(
        random -> new Resource(attributes(random), optional(random, text(random))));
  }

  @Provide
  Arbitrary<List<MetricSnapshot>> collections() {
    return Arbitraries.randomValue(SnapshotArbitraries::metrics);
  }

  static List<MetricSnapshot> metrics(Random random) {
    List<Scope> scopes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      scopes.add(
          new Scope(
              text(random),
              optional(random, text(random)),
              optional(random, text(random)),
              random.nextBoolean() ? Attributes.empty() : attributes(random)));
    }
    // Few enough that series of different kinds share their attributes.
    List<PointAttributes> series = new ArrayList<>(List.of(PointAttributes.EMPTY));
    for (int i = 0; i < 4; i++) {
      series.add(new PointAttributes(attributes(random)));
    }
    List<MetricSnapshot> metrics = new ArrayList<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      Scope scope = scopes.get(random.nextInt(3));
      // An equal scope that is another object.
      scope = new Scope(scope.name(), scope.version(), scope.schemaUrl(), scope.attributes());
      metrics.add(
          new MetricSnapshot(
              scope, text(random), text(random), text(random), data(random, series)));
    }
    return metrics;
  }

  private static MetricData data(Random random, List<PointAttributes> series) {
    int size = 1 + random.nextInt(4);
    Temporality temporality = random.nextBoolean() ? Temporality.DELTA : Temporality.CUMULATIVE;
    List<NumberPoint> numbers = new ArrayList<>();
    List<HistogramPoint> histograms = new ArrayList<>();
    List<ExponentialHistogramPoint> exponentials = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      PointAttributes attributes = series.get(random.nextInt(series.size()));
      NumberType type = random.nextBoolean() ? NumberType.LONG : NumberType.DOUBLE;
      numbers.add(
          new NumberPoint(
              attributes, integer(random), integer(random), type, bits(random, type), ex(random)));
      histograms.add(
          new HistogramPoint(
              attributes,
              integer(random),
              integer(random),
              integer(random),
              random.nextBoolean(),
              real(random),
              random.nextBoolean(),
              real(random),
              real(random),
              random.doubles(random.nextInt(5)).toArray(),
              integers(random, 5),
              ex(random)));
      exponentials.add(
          new ExponentialHistogramPoint(
              attributes,
              integer(random),
              integer(random),
              random.nextInt(31) - 10,
              integer(random),
              integer(random),
              random.nextBoolean(),
              real(random),
              random.nextBoolean(),
              real(random),
              real(random),
              buckets(random),
              buckets(random),
              ex(random)));
    }
    return switch (random.nextInt(4)) {
      case 0 -> new MetricData.Gauge(numbers);
      case 1 -> new MetricData.Sum(numbers, temporality, random.nextBoolean());
      case 2 -> new MetricData.Histogram(histograms, temporality);
      default -> new MetricData.ExponentialHistogram(exponentials, temporality);
    };
  }

  private static ExponentialBuckets buckets(Random random) {
    int offset = random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(400) - 200;
    return switch (random.nextInt(4)) {
      case 0 -> ExponentialBuckets.EMPTY;
      case 1 -> ExponentialBuckets.of(offset, integers(random, 200));
      default -> packed(random, offset);
    };
  }

  private static ExponentialBuckets packed(Random random, int offset) {
    int width = random.nextInt(4);
    int size = 1 + random.nextInt(200);
    int bits = 8 << width;
    boolean small = random.nextBoolean();
    long[] words = new long[size * bits / Long.SIZE + 1];
    for (int i = 0; i < size; i++) {
      long count = random.nextLong() >>> Long.SIZE - bits;
      words[i * bits / Long.SIZE] |= (small ? count % 100 : count) << i * bits % Long.SIZE;
    }
    return ExponentialBuckets.packed(offset, size, width, words);
  }

  private static List<Exemplar> ex(Random random) {
    List<Exemplar> exemplars = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      NumberType type = random.nextBoolean() ? NumberType.LONG : NumberType.DOUBLE;
      boolean span = random.nextBoolean();
      exemplars.add(
          new Exemplar(
              random.nextBoolean() ? Attributes.empty() : attributes(random),
              integer(random),
              span ? "%016x%016x".formatted(random.nextLong(), random.nextLong()) : null,
              span ? "%016x".formatted(random.nextLong()) : null,
              type,
              bits(random, type)));
    }
    return exemplars;
  }

  private static Attributes attributes(Random random) {
    AttributesBuilder attributes = Attributes.builder();
    for (int i = random.nextInt(6); i > 0; i--) {
      String key = "k" + random.nextInt(20) + text(random);
      switch (random.nextInt(10)) {
        case 0 -> attributes.put(AttributeKey.booleanKey(key), random.nextBoolean());
        case 1 -> attributes.put(AttributeKey.longKey(key), integer(random));
        case 2 -> attributes.put(AttributeKey.doubleKey(key), real(random));
        case 3 -> attributes.put(AttributeKey.stringArrayKey(key), text(random), text(random));
        case 4 -> attributes.put(AttributeKey.booleanArrayKey(key), true, false);
        case 5 -> attributes.put(AttributeKey.longArrayKey(key), integer(random), 0L);
        case 6 -> attributes.put(AttributeKey.doubleArrayKey(key), real(random), 0.0);
        case 7 -> attributes.put(AttributeKey.valueKey(key), value(random, 3));
        default -> attributes.put(AttributeKey.stringKey(key), text(random));
      }
    }
    return attributes.build();
  }

  private static Value<?> value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 8)) {
      case 0 -> Value.of(text(random));
      case 1 -> Value.of(random.nextBoolean());
      case 2 -> Value.of(integer(random));
      case 3 -> Value.of(real(random));
      case 4 -> {
        byte[] bytes = new byte[random.nextInt(5)];
        random.nextBytes(bytes);
        yield Value.of(bytes);
      }
      case 5 -> Value.empty();
      case 6 -> {
        List<Value<?>> values = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          values.add(value(random, depth - 1));
        }
        yield Value.of(values);
      }
      default -> {
        KeyValue[] keyValues = new KeyValue[random.nextInt(3)];
        for (int i = 0; i < keyValues.length; i++) {
          keyValues[i] = KeyValue.of(text(random), value(random, depth - 1));
        }
        yield Value.of(keyValues);
      }
    };
  }

  private static long[] integers(Random random, int most) {
    return random.longs(random.nextInt(most)).map(bits -> integer(random)).toArray();
  }

  private static long bits(Random random, NumberType type) {
    return type == NumberType.LONG ? integer(random) : Double.doubleToRawLongBits(real(random));
  }

  /** Numbers of all lengths, zero among them. */
  private static long integer(Random random) {
    return random.nextLong() >>> random.nextInt(64) >> (random.nextInt(10) == 0 ? 63 : 0);
  }

  private static double real(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> Double.NaN;
      case 2 -> Double.POSITIVE_INFINITY;
      case 3 -> Double.NEGATIVE_INFINITY;
      case 4 -> Double.MIN_VALUE;
      case 5 -> -1 - random.nextInt(1000);
      case 6 -> random.nextDouble() * 1e300;
      default -> random.nextGaussian();
    };
  }

  private static String text(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "";
      case 1 -> "\"\\/\b\f\n\r\t\u0000\u001f\u007f";
      case 2 -> "Köln 東京 \uD83D\uDE00 \u2028";
      case 3 -> "\uD83D" + random.nextInt() + "\uDE00";
      case 4 -> "x".repeat(random.nextInt(300));
      default -> "http.server.duration";
    };
  }

  private static <T> @Nullable T optional(Random random, T value) {
    return random.nextBoolean() ? value : null;
  }
}
