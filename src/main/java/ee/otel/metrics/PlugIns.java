package ee.otel.metrics;

import ee.otel.metrics.exemplar.ExemplarFilter;
import ee.otel.metrics.health.Health;
import ee.otel.metrics.spi.MeterConfigurator;
import ee.otel.metrics.spi.MetricFilter;
import ee.otel.metrics.spi.MetricProducer;
import ee.otel.metrics.spi.PushMetricExporter;
import ee.otel.metrics.view.View;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Optional;

/** The beans that the application plugs in, looked up once. */
record PlugIns(
    List<View> views,
    Optional<ExemplarFilter> exemplarFilter,
    Optional<MeterConfigurator> meterConfigurator,
    Optional<MetricFilter> metricFilter,
    List<MetricProducer> metricProducers,
    List<PushMetricExporter> pushExporters) {

  /** The bean of a type of which there can be one; with several, none is used. */
  static <T> Optional<T> only(Class<T> type, Instance<T> beans, Health health) {
    if (beans.isAmbiguous()) {
      health.warning(
          () ->
              "There are several beans of type "
                  + type.getName()
                  + ". None of them is used; leave one.");
    }
    return beans.isResolvable() ? Optional.of(beans.get()) : Optional.empty();
  }
}
