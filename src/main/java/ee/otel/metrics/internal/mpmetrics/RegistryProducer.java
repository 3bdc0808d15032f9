package ee.otel.metrics.internal.mpmetrics;

import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Gauge;
import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Timer;
import org.eclipse.microprofile.metrics.annotation.Metric;
import org.eclipse.microprofile.metrics.annotation.RegistryScope;
import org.eclipse.microprofile.metrics.annotation.RegistryType;
import org.jspecify.annotations.Nullable;

/** Produces what MicroProfile Metrics injects. No bean by itself: the extension adds it. */
@SuppressWarnings("deprecation") // RegistryType is a part of the specification until it goes.
class RegistryProducer {
  private @Nullable Registries registries;

  @Inject
  void setRegistries(MpMetrics metrics) {
    this.registries = metrics.registries();
  }

  private MetricRegistry scope(String name) {
    return Objects.requireNonNull(registries, "not injected").of(name);
  }

  @Produces
  MetricRegistry application() {
    return scope(MetricRegistry.APPLICATION_SCOPE);
  }

  @Produces
  @RegistryScope
  MetricRegistry scoped(InjectionPoint point) {
    return point.getQualifiers().stream()
        .filter(RegistryScope.class::isInstance)
        .map(RegistryScope.class::cast)
        .findFirst()
        .map(qualifier -> scope(qualifier.scope()))
        .orElseGet(this::application);
  }

  @Produces
  @RegistryType(type = MetricRegistry.Type.APPLICATION)
  MetricRegistry applicationType() {
    return application();
  }

  @Produces
  @RegistryType(type = MetricRegistry.Type.BASE)
  MetricRegistry baseType() {
    return scope(MetricRegistry.BASE_SCOPE);
  }

  @Produces
  @RegistryType(type = MetricRegistry.Type.VENDOR)
  MetricRegistry vendorType() {
    return scope(MetricRegistry.VENDOR_SCOPE);
  }

  @Produces
  Counter counter(InjectionPoint point) {
    Described metric = describe(point);
    return metric.registry.counter(metric.metadata, metric.id.getTagsAsArray());
  }

  @Produces
  Histogram histogram(InjectionPoint point) {
    Described metric = describe(point);
    return metric.registry.histogram(metric.metadata, metric.id.getTagsAsArray());
  }

  @Produces
  Timer timer(InjectionPoint point) {
    Described metric = describe(point);
    return metric.registry.timer(metric.metadata, metric.id.getTagsAsArray());
  }

  /** Forwards to the gauge of that name, which may be registered later; null until then. */
  @Produces
  @SuppressWarnings({"unchecked", "NullAway"}) // Specification, @Metric FIELD.
  <T extends Number> Gauge<T> gauge(InjectionPoint point) {
    Described metric = describe(point);
    return () -> {
      Gauge<?> gauge = metric.registry.getGauge(metric.id);
      return gauge == null ? null : (T) gauge.getValue();
    };
  }

  private record Described(MetricRegistry registry, Metadata metadata, MetricID id) {}

  private Described describe(InjectionPoint point) {
    Metric annotation =
        Optional.ofNullable(point.getAnnotated().getAnnotation(Metric.class))
            .orElseGet(RegistryProducer::withoutMembers);
    String element = annotation.name().isEmpty() ? element(point) : annotation.name();
    String name =
        AnnotatedMetrics.injectedName(
            annotation.absolute(), point.getMember().getDeclaringClass(), element);
    return new Described(
        scope(annotation.scope()),
        AnnotatedMetrics.metadata(name, annotation.description(), annotation.unit()),
        new MetricID(name, AnnotatedMetrics.tags(annotation.tags())));
  }

  /** A parameter's own name is there only for classes compiled with {@code -parameters}. */
  private static String element(InjectionPoint point) {
    return point.getAnnotated() instanceof AnnotatedParameter<?> parameter
        ? parameter.getJavaParameter().getName()
        : point.getMember().getName();
  }

  /** The annotation of an injection point without {@code @Metric}: all its defaults. */
  private static Metric withoutMembers() {
    try {
      return Defaults.class.getDeclaredField("metric").getAnnotation(Metric.class);
    } catch (NoSuchFieldException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Carries the annotation with its defaults. */
  private static final class Defaults {
    @SuppressWarnings("unused") // by reflection
    @Metric
    @Nullable Object metric;
  }
}
