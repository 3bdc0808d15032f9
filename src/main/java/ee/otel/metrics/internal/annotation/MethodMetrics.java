package ee.otel.metrics.internal.annotation;

import io.opentelemetry.api.metrics.Meter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The metrics of an application's annotated methods, each made when it is needed first. Knows
 * classes of one application and goes with it. Safe from any thread.
 */
public final class MethodMetrics {
  private static final Logger LOGGER = Logger.getLogger("ee.otel.metrics");

  private final List<Recorder> recorders;
  private final LongSupplier nanoTime;
  private final Map<Class<?>, Map<Executable, MethodMetric>> metrics = new ConcurrentHashMap<>();

  /** Finds what is recorded of a method, for annotations of one kind. */
  public interface Recorder {
    /** The recordings of a method or constructor of that bean class; empty for none. */
    List<Recording> recordings(Class<?> bean, Executable member);
  }

  /**
   * Which annotations are measured.
   *
   * @param own those of this library
   * @param openTelemetry those that OpenTelemetry has proposed
   * @param micrometer Micrometer's
   */
  public record Options(boolean own, boolean openTelemetry, boolean micrometer) {}

  /**
   * @param meter makes the instruments
   * @param more recorders of further annotations
   * @param nanoTime a clock that never goes back, such as {@code System::nanoTime}
   */
  public MethodMetrics(Meter meter, Options options, List<Recorder> more, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.recorders = new ArrayList<>();
    for (AnnotationReader reader : readers(options)) {
      recorders.add(
          (bean, member) ->
              reader.read(bean, member).stream()
                  .filter(spec -> spec.kind() != MetricSpec.Kind.GAUGE)
                  .map(spec -> Instruments.recording(meter, spec))
                  .toList());
    }
    recorders.addAll(more);
  }

  static List<AnnotationReader> readers(Options options) {
    List<AnnotationReader> readers = new ArrayList<>();
    if (options.own) {
      readers.add(new OwnAnnotations());
    }
    if (options.openTelemetry) {
      readers.add(new OpenTelemetryAnnotations());
    }
    if (options.micrometer) {
      readers.add(new MicrometerAnnotations());
    }
    return readers;
  }

  /** Constructors, and methods of the class and its superclasses. */
  public static List<Executable> members(Class<?> bean) {
    List<Executable> members = new ArrayList<>(List.of(bean.getDeclaredConstructors()));
    for (Class<?> type = bean; type != null && type != Object.class; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (!method.isSynthetic()
            && members.stream().noneMatch(known -> overrides(known, method))) {
          members.add(method);
        }
      }
    }
    return members;
  }

  private static boolean overrides(Executable known, Method method) {
    return known instanceof Method other
        && !Modifier.isPrivate(method.getModifiers())
        && !Modifier.isStatic(method.getModifiers())
        && other.getName().equals(method.getName())
        && List.of(other.getParameterTypes()).equals(List.of(method.getParameterTypes()));
  }

  /** Everything that is recorded of a member of a class, which may be a generated one. */
  MethodMetric of(Class<?> target, Executable member) {
    Map<Executable, MethodMetric> ofClass = metrics.get(target);
    if (ofClass == null) {
      ofClass = metrics.computeIfAbsent(target, unknown -> new ConcurrentHashMap<>());
    }
    MethodMetric metric = ofClass.get(member);
    return metric != null
        ? metric
        : ofClass.computeIfAbsent(member, unknown -> metric(beanClass(target), member));
  }

  private MethodMetric metric(Class<?> bean, Executable member) {
    Executable written = written(bean, member);
    List<Recording> recordings = new ArrayList<>();
    for (Recorder recorder : recorders) {
      try {
        recordings.addAll(recorder.recordings(bean, written));
      } catch (RuntimeException | LinkageError broken) {
        LOGGER.log(Level.WARNING, () -> written + " is not measured: " + broken);
      }
    }
    return new MethodMetric(written, recordings, nanoTime);
  }

  /** The class as it was written, without those that containers generate from it. */
  static Class<?> beanClass(Class<?> target) {
    Class<?> type = target;
    while (isGenerated(type)
        && type.getSuperclass() != null
        && type.getSuperclass() != Object.class) {
      type = type.getSuperclass();
    }
    return type;
  }

  private static boolean isGenerated(Class<?> type) {
    return type.isSynthetic() || type.getName().contains("$$") || type.getName().contains("$Proxy");
  }

  /** The constructor of the written class where a container shows that of a generated one. */
  private static Executable written(Class<?> bean, Executable member) {
    if (member instanceof Constructor<?> && member.getDeclaringClass() != bean) {
      try {
        return bean.getDeclaredConstructor(member.getParameterTypes());
      } catch (NoSuchMethodException other) {
        return member;
      }
    }
    return member;
  }
}
