package ee.otel.metrics.internal.prometheus;

import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.config.PrometheusConfig;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.prometheus.LabelSet.Label;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Groups metrics by the name that they get (specification: <em>Metric Metadata</em>): one
 * description for a name, of the metric that comes first. A metric that cannot have its name is
 * left out, with one warning.
 *
 * <p>Safe from any thread.
 */
final class Families {
  static final String TARGET_INFO = "target_info";

  private final PrometheusConfig config;
  private final Health health;
  private final Map<Escaping, Claims> claims = new EnumMap<>(Escaping.class);

  Families(PrometheusConfig config, Health health) {
    this.config = config;
    this.health = health;
    for (Escaping escaping : Escaping.values()) {
      Claims own = new Claims();
      if (config.targetInfo()) {
        List<String> names = List.of(escaping.metric(TARGET_INFO), escaping.metric("target"));
        own.claim("the resource", Family.Type.GAUGE, names); // no metric's name has a space
      }
      claims.put(escaping, own);
    }
  }

  Collection<Family> of(List<MetricSnapshot> metrics, Resource resource, Escaping escaping) {
    Labels labels = new Labels(config.translationStrategy(), escaping);
    List<Label> constant = labels.of(resource.attributes(), config::isConstantLabel);
    Map<Scope, List<Label>> scopes = new HashMap<>();
    Map<String, Family> families = new LinkedHashMap<>();
    for (MetricSnapshot metric : metrics) {
      Optional<Family> family = family(metric, escaping, families);
      if (family.isPresent()) {
        List<List<Label>> shared = new ArrayList<>();
        if (config.scopeInfo()) {
          shared.add(scopes.computeIfAbsent(metric.scope(), labels::of));
        }
        shared.add(constant);
        addAll(family.get(), metric, labels, shared);
      }
    }
    return families.values();
  }

  private Optional<Family> family(
      MetricSnapshot metric, Escaping escaping, Map<String, Family> families) {
    Optional<Family.Type> type = type(metric.data());
    if (type.isEmpty()) {
      leftOut(metric, "it has delta temporality, and Prometheus needs cumulative points");
      return Optional.empty();
    }
    MetricName translated = MetricName.of(metric, config.translationStrategy());
    String name = escaping.metric(translated.name());
    List<String> names = Family.names(name, type.get(), config.created());
    if (!claims(escaping).claim(name, type.get(), names)) {
      leftOut(metric, "its name there, " + name + ", belongs to a metric of another type");
      return Optional.empty();
    }
    Family family = families.computeIfAbsent(name, unused -> new Family(name, type.get()));
    describe(family, metric, translated.unit());
    return Optional.of(family);
  }

  @SuppressWarnings("NullAway") // there is one for each
  private Claims claims(Escaping escaping) {
    return claims.get(escaping);
  }

  private static Optional<Family.Type> type(MetricData data) {
    if (data instanceof MetricData.Gauge) {
      return Optional.of(Family.Type.GAUGE);
    }
    if (data.temporality() != Temporality.CUMULATIVE) {
      return Optional.empty();
    }
    if (data instanceof MetricData.Sum sum) {
      return Optional.of(sum.monotonic() ? Family.Type.COUNTER : Family.Type.GAUGE);
    }
    return Optional.of(Family.Type.HISTOGRAM);
  }

  private void describe(Family family, MetricSnapshot metric, String unit) {
    String help = Text.clean(metric.description());
    family.unit = family.unit.isEmpty() ? unit : family.unit;
    family.help = family.help.isEmpty() ? help : family.help;
    boolean sameUnit = unit.isEmpty() || unit.equals(family.unit);
    if (!sameUnit || !help.isEmpty() && !help.equals(family.help)) {
      health.warnOnce(
          List.of("prometheus description", family.name),
          () ->
              "Metrics that are all "
                  + family.name
                  + " to Prometheus differ in description or unit; those of the first are shown.");
    }
  }

  private void addAll(
      Family family, MetricSnapshot metric, Labels labels, List<List<Label>> shared) {
    boolean histogram = family.type == Family.Type.HISTOGRAM;
    for (Point point : metric.data().points()) {
      List<List<Label>> all = new ArrayList<>(shared);
      all.add(labels.of(point.attributes().attributes()));
      if (!family.add(LabelSet.of(all, histogram), point)) {
        health.warnOnce(
            List.of("prometheus series", family.name),
            () ->
                "Series of "
                    + family.name
                    + " have the same labels in Prometheus, and only the first of them is shown."
                    + " Do attributes differ only in characters that labels cannot have, or scopes"
                    + " that are not shown (otel.metrics.ee.prometheus.scope.info)?");
      }
    }
  }

  private void leftOut(MetricSnapshot metric, String why) {
    health.warnOnce(
        List.of("prometheus", metric.name(), why),
        () -> "Metric " + metric.name() + " is left out of scrapes: " + why + ".");
  }
}
