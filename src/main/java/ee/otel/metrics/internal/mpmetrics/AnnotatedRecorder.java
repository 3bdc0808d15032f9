package ee.otel.metrics.internal.mpmetrics;

import ee.otel.metrics.internal.annotation.GaugeGetter;
import ee.otel.metrics.internal.annotation.MethodMetrics;
import ee.otel.metrics.internal.annotation.Recording;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/** Registers the metrics of annotated beans, and records the invocations of their methods. */
final class AnnotatedRecorder implements MethodMetrics.Recorder {
  private final Registries registries;
  private final Set<String> gauges = new HashSet<>();

  AnnotatedRecorder(Registries registries) {
    this.registries = registries;
  }

  /**
   * Registers what the annotations of a method or constructor ask for, but gauges.
   *
   * @throws IllegalArgumentException when another metric of this name is different
   */
  void register(Class<?> bean, Executable member) {
    AnnotatedMetrics.of(bean, member).forEach(this::register);
  }

  private void register(AnnotatedMetrics.Described metric) {
    MetricRegistry registry = registries.of(metric.scope());
    switch (metric.kind()) {
      case COUNTER -> registry.counter(metric.metadata(), metric.id().getTagsAsArray());
      case TIMER -> registry.timer(metric.metadata(), metric.id().getTagsAsArray());
      case GAUGE -> {}
    }
  }

  /**
   * Registers the gauges of a getter.
   *
   * @throws IllegalArgumentException when there is such a gauge already
   */
  void registerGauges(GaugeGetter getter, BeanManager beans) {
    Class<?> bean = getter.bean().getBeanClass();
    for (AnnotatedMetrics.Described metric : AnnotatedMetrics.of(bean, getter.method())) {
      if (metric.kind() == AnnotatedMetrics.Kind.GAUGE) {
        if (!gauges.add(metric.scope() + " " + metric.id())) {
          throw new IllegalArgumentException(
              "two methods are the gauge " + metric.id() + ", one of them " + getter.method());
        }
        Supplier<@Nullable Number> value = () -> getter.read(beans);
        registries.of(metric.scope()).gauge(metric.metadata(), value, metric.id().getTagsAsArray());
      }
    }
  }

  @Override
  public List<Recording> recordings(Class<?> bean, Executable member) {
    List<Recording> recordings = new ArrayList<>(2);
    for (AnnotatedMetrics.Described metric : AnnotatedMetrics.of(bean, member)) {
      register(metric); // A class that is no bean, such as a REST resource, comes late.
      MetricRegistry registry = registries.of(metric.scope());
      switch (metric.kind()) {
        case COUNTER -> recordings.add(new RegisteredCounterRecording(registry, metric.id()));
        case TIMER -> recordings.add(new RegisteredTimerRecording(registry, metric.id()));
        case GAUGE -> {}
      }
    }
    return recordings;
  }
}
