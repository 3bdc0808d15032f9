package ee.otel.metrics.internal.annotation;

import io.opentelemetry.api.metrics.Meter;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;

/** The getters of beans that are observed as gauges. */
public final class Gauges {
  private Gauges() {}

  /** Whether a method can be observed: no parameters, a number, on an object. */
  public static boolean isGetter(Method method) {
    Class<?> type = method.getReturnType();
    return method.getParameterCount() == 0
        && !Modifier.isStatic(method.getModifiers())
        && !Modifier.isPrivate(method.getModifiers())
        && (Number.class.isAssignableFrom(type)
            || type.isPrimitive()
                && type != void.class
                && type != boolean.class
                && type != char.class);
  }

  /** A getter and the gauge that its annotation asks for. */
  record Found(GaugeGetter getter, MetricSpec spec) {}

  /** Begins to observe the getters; ends with the application's metrics. */
  static void observe(Meter meter, BeanManager beans, List<Found> found) {
    for (Found gauge : found) {
      MetricSpec spec = gauge.spec;
      meter
          .gaugeBuilder(spec.name())
          .setUnit(spec.unit())
          .setDescription(spec.description())
          .buildWithCallback(
              measurement -> {
                Number value = gauge.getter.read(beans);
                if (value != null) {
                  measurement.record(value.doubleValue(), spec.attributes().fixed());
                }
              });
    }
  }
}
