package ee.otel.metrics;

import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.MetricExporter;
import ee.otel.metrics.internal.export.MetricExporterBean;
import ee.otel.metrics.internal.health.Health;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMember;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessProducer;
import jakarta.enterprise.inject.spi.ProcessProducerMethod;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URL;
import java.security.CodeSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code @Inject Meter}, {@code MeterProvider} and {@code OpenTelemetry} resolve to this
 * library's metrics, exactly once each, whatever the server brings.
 *
 * <p>A producer of the server's stays the bean, with its scope and qualifiers; what it produces is
 * exchanged or wrapped. One of the application's is left alone. A bean is added only for a type
 * that nobody produces without a qualifier. Overriding the server's bean by an alternative would
 * break its own tracing.
 */
public class MetricsExtension implements Extension {
  private final Set<Class<?>> produced = new HashSet<>();
  private @Nullable Bean<?> ours;
  private @Nullable Bean<?> standIn;
  private boolean exporterIsEjb;
  private @Nullable AutoCloseable instrumentations;
  private @Nullable OtelMetrics ended;

  /** The bean is remembered, since a look-up from an extension does not see the WAR's beans. */
  void metrics(@Observes ProcessProducerMethod<OtelMetrics, MetricsProducer> event) {
    ours = event.getBean();
  }

  void standIn(@Observes ProcessManagedBean<ExporterStandIn> event) {
    standIn = event.getBean();
  }

  void exporter(@Observes ProcessSessionBean<MetricExporterBean> event) {
    // WildFly with metadata-complete: an EJB without its interface, which is never started.
    exporterIsEjb = event.getBean().getTypes().contains(MetricExporter.class);
  }

  /**
   * Whether the container does not take the exporter for an EJB, although the jar lies in a WAR.
   */
  boolean needsStandIn() {
    return !exporterIsEjb && isInAWar();
  }

  private static boolean isInAWar() {
    CodeSource source = MetricsExtension.class.getProtectionDomain().getCodeSource();
    return source != null
        && source.getLocation() != null
        && source.getLocation().toString().contains("WEB-INF/lib");
  }

  /**
   * Warns where the container does not find the EJB: metrics are measured then, but not exported.
   */
  void check(@Observes AfterDeploymentValidation event) {
    if (!exporterIsEjb && !isInAWar()) {
      new Health(System::nanoTime)
          .warning(
              () ->
                  "Metrics are not exported: the container did not find the exporter, an EJB, in"
                      + " otel-metrics-ee. Is the jar in the lib directory of an EAR? Put it into"
                      + " WEB-INF/lib of each WAR; see docs/servers.md.");
    }
  }

  /**
   * Keeps the sources of metrics that need no code, to end them with the application, whatever
   * becomes of its beans.
   */
  public void closeAtShutdown(AutoCloseable started) {
    instrumentations = started;
  }

  /** Remembers the metrics, whose late measurements are logged at the very end. */
  void tellAtShutdown(OtelMetrics metrics) {
    ended = metrics;
  }

  void shutDown(@Observes BeforeShutdown event) throws Exception {
    try {
      if (instrumentations != null) {
        instrumentations.close();
      }
    } finally {
      if (ended != null) {
        tellWhatCameTooLate(ended);
        ended.health().end(); // what comes still later is said when it comes
      }
      instrumentations = null;
      ended = null;
    }
  }

  private static void tellWhatCameTooLate(OtelMetrics metrics) {
    long late = metrics.losses().count(Loss.AFTER_SHUTDOWN);
    if (late > 0) {
      metrics
          .health()
          .lastWarning(
              () ->
                  "Measurements that came after the last export had begun are lost: "
                      + late
                      + ". They come from requests that were still under way, from threads that"
                      + " outlive the application, and from beans that end after the exporter; those"
                      + " end before it as a @Singleton with @DependsOn(\"MetricExporterBean\"), see"
                      + " docs/reliability.md.");
    }
  }

  <X> void openTelemetry(@Observes ProcessProducer<X, OpenTelemetry> event, BeanManager beans) {
    replace(event, OpenTelemetry.class, beans, MetricsExtension::openTelemetry);
  }

  <X> void meterProvider(@Observes ProcessProducer<X, MeterProvider> event, BeanManager beans) {
    replace(event, MeterProvider.class, beans, (metrics, theirs) -> metrics.meterProvider());
  }

  <X> void meter(@Observes ProcessProducer<X, Meter> event, BeanManager beans) {
    replace(event, Meter.class, beans, (metrics, theirs) -> applicationMeter(metrics));
  }

  private <X, T> void replace(
      ProcessProducer<X, T> event,
      Class<T> type,
      BeanManager beans,
      BiFunction<OtelMetrics, T, T> replacement) {
    AnnotatedMember<X> member = event.getAnnotatedMember();
    if (isDefault(member.getAnnotations(), beans)) {
      produced.add(type);
    }
    if (!isOfTheApplication(member.getDeclaringType().getJavaClass())) {
      event.setProducer(
          new ReplacingProducer<>(
              event.getProducer(), theirs -> replacement.apply(metrics(beans), theirs)));
    }
  }

  /** Whether a bean with these annotations is injected where no qualifier is asked for. */
  static boolean isDefault(Set<Annotation> annotations, BeanManager beans) {
    return annotations.stream()
            .map(Annotation::annotationType)
            .filter(beans::isQualifier)
            .allMatch(type -> type == Default.class || type == Any.class || type == Named.class)
        || annotations.contains(Default.Literal.INSTANCE);
  }

  /** The server has its classes from elsewhere than the application that our jar lies in. */
  private static boolean isOfTheApplication(Class<?> type) {
    return type.getClassLoader() == MetricsExtension.class.getClassLoader();
  }

  void addMissing(@Observes AfterBeanDiscovery event, BeanManager beans) {
    tellOfCopies();
    add(event, OpenTelemetry.class, () -> openTelemetry(metrics(beans), OpenTelemetry.noop()));
    add(event, MeterProvider.class, () -> metrics(beans).meterProvider());
    add(event, Meter.class, () -> applicationMeter(metrics(beans)));
    if (needsStandIn()) {
      add(event, MetricExporter.class, () -> exporter(beans));
    }
  }

  /** Warns of several copies of this jar, before the container reports ambiguous beans. */
  private static void tellOfCopies() {
    String path = MetricsExtension.class.getName().replace('.', '/') + ".class";
    try {
      List<URL> copies =
          Collections.list(MetricsExtension.class.getClassLoader().getResources(path));
      if (copies.size() > 1) {
        new Health(System::nanoTime)
            .warning(
                () ->
                    "otel-metrics-ee lies "
                        + copies.size()
                        + " times in the application: "
                        + copies
                        + ". Leave one; see docs/servers.md.");
      }
    } catch (IOException unknown) {
      // The container reports it in its own words.
    }
  }

  private MetricExporter exporter(BeanManager beans) {
    Bean<?> bean = Objects.requireNonNull(standIn, "stand-in");
    return ((ExporterStandIn)
            beans.getReference(bean, ExporterStandIn.class, beans.createCreationalContext(bean)))
        .exporter();
  }

  private OtelMetrics metrics(BeanManager beans) {
    Bean<?> bean = Objects.requireNonNull(ours, "metrics bean");
    return (OtelMetrics)
        beans.getReference(bean, OtelMetrics.class, beans.createCreationalContext(bean));
  }

  /** Our metrics; of everything else what {@code server} has. */
  private static OpenTelemetry openTelemetry(OtelMetrics metrics, OpenTelemetry server) {
    try {
      return new MetricsOpenTelemetry(server, metrics.meterProvider());
    } catch (LinkageError e) {
      // Open Liberty with +third-party: OpenTelemetry is the server's class, MeterProvider ours.
      metrics
          .health()
          .warnOnce(
              MetricsOpenTelemetry.class,
              () ->
                  "Bean OpenTelemetry is the server's alone and has no metrics, since the server"
                      + " shares only a part of its OpenTelemetry API. Inject Meter or"
                      + " MeterProvider; see docs/servers.md.");
      return server;
    }
  }

  /** The meter whose scope is named after the application. */
  private static Meter applicationMeter(OtelMetrics metrics) {
    String name = ApplicationName.lookUp();
    return metrics.meterProvider().get(name == null ? "application" : name);
  }

  private <T> void add(AfterBeanDiscovery event, Class<T> type, Supplier<T> maker) {
    if (!produced.contains(type)) {
      event
          .<T>addBean()
          .id(MetricsExtension.class.getName() + "/" + type.getName())
          .types(type, Object.class)
          .scope(Singleton.class)
          .produceWith(beans -> maker.get());
    }
  }
}
