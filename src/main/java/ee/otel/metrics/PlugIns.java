package ee.otel.metrics;

import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.MeterConfigurator;
import ee.otel.metrics.api.MetricFilter;
import ee.otel.metrics.api.MetricProducer;
import ee.otel.metrics.api.View;
import ee.otel.metrics.internal.export.PushTarget;
import ee.otel.metrics.internal.health.Health;
import jakarta.enterprise.inject.Instance;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The beans that the application plugs in, looked up once. */
record PlugIns(
    List<View> views,
    Optional<ExemplarFilter> exemplarFilter,
    Optional<MeterConfigurator> meterConfigurator,
    Optional<MetricFilter> metricFilter,
    List<MetricProducer> metricProducers,
    List<PushTarget> pushExporters) {

  /** The bean of a type of which there can be one; with several, none is used. */
  static <T> Optional<T> only(Class<T> type, Instance<T> beans, Health health) {
    if (beans.isAmbiguous()) {
      health.warning(
          () ->
              "There are several beans of type "
                  + type.getName()
                  + ". None of them is used; leave one.");
    }
    return beans.isResolvable() ? made(type, beans.getHandle(), health) : Optional.empty();
  }

  /** The beans of a type, in the order of their names. */
  static <T> List<T> all(Class<T> type, Instance<T> beans, Health health) {
    return beans
        .handlesStream()
        .sorted(Comparator.comparing(handle -> Objects.toString(handle.getBean().getName(), "")))
        .map(handle -> made(type, handle, health))
        .flatMap(Optional::stream)
        .toList();
  }

  /** A bean, or nothing, with a warning, when it cannot be made. */
  private static <T> Optional<T> made(Class<T> type, Instance.Handle<T> handle, Health health) {
    try {
      T bean = handle.get();
      if (bean != null) {
        return Optional.of(bean);
      }
      health.warning(() -> leftOut(type, handle) + "it is null");
    } catch (RuntimeException broken) {
      health.warning(() -> leftOut(type, handle) + reason(broken));
    }
    return Optional.empty();
  }

  private static String leftOut(Class<?> type, Instance.Handle<?> handle) {
    return "The bean of type " + type.getName() + ", " + handle.getBean() + ", is left out: ";
  }

  /** The cause beneath the exceptions that a container wraps around it. */
  private static Throwable reason(Throwable broken) {
    Throwable reason = broken;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return reason;
  }
}
