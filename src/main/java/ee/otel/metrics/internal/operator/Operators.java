package ee.otel.metrics.internal.operator;

import ee.otel.metrics.api.Losses;
import ee.otel.metrics.api.MetricExporter;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.internal.collect.MetricsStorage;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.export.delivery.ExportStatus;
import ee.otel.metrics.internal.health.Health;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Registers the application's MXBean as long as the application runs. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Operators {
  @Inject private MetricExporter exporter;
  @Inject private ExportStatus status;
  @Inject private MetricsStorage storage;
  @Inject private Losses losses;
  @Inject private ConfigReader config;
  @Inject private Resource resource;
  @Inject private Health health;

  private volatile @Nullable MBeanRegistration registration;

  @PostConstruct
  void register() {
    if (!config.export().disabled() && config.operator().mxBean()) {
      registration =
          MBeanRegistration.of(
              new MetricsControl(exporter, status, storage, losses, config),
              resource.attributes(),
              health);
    }
  }

  /** Lets go of everything, since Payara's pool threads may hold this instance for long. */
  @PreDestroy
  @SuppressWarnings("NullAway") // nobody asks after the end
  void unregister() {
    MBeanRegistration mine = registration;
    if (mine != null) {
      mine.end();
    }
    registration = null;
    exporter = null;
    status = null;
    storage = null;
    losses = null;
    config = null;
    resource = null;
  }
}
