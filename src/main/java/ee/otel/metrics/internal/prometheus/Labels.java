package ee.otel.metrics.internal.prometheus;

import ee.otel.metrics.data.Scope;
import ee.otel.metrics.internal.config.PrometheusConfig.TranslationStrategy;
import ee.otel.metrics.internal.prometheus.LabelSet.Label;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Attributes and scopes as labels (specification: <em>Metric Attributes; Instrumentation
 * Scope</em>).
 *
 * @param strategy how the attributes' names are translated
 * @param escaping how the names are escaped after that
 */
record Labels(TranslationStrategy strategy, Escaping escaping) {
  private static final String SCOPE = "otel_scope_";

  List<Label> of(Attributes attributes) {
    return of(attributes, key -> true);
  }

  /**
   * @param wanted tells by their keys which attributes become labels
   */
  List<Label> of(Attributes attributes, Predicate<String> wanted) {
    List<Label> labels = new ArrayList<>(attributes.size());
    attributes.forEach(
        (key, value) -> {
          if (wanted.test(key.getKey())) {
            labels.add(new Label(key.getKey(), name(key.getKey()), AttributeText.of(value)));
          }
        });
    return labels;
  }

  List<Label> of(Scope scope) {
    List<Label> own = new ArrayList<>();
    add(own, "name", scope.name());
    add(own, "version", scope.version());
    add(own, "schema_url", scope.schemaUrl());
    Set<String> taken =
        Set.of(name(SCOPE + "name"), name(SCOPE + "version"), name(SCOPE + "schema_url"));
    scope
        .attributes()
        .forEach(
            (key, value) -> {
              String prefixed = SCOPE + key.getKey();
              if (!taken.contains(name(prefixed))) {
                own.add(new Label(prefixed, name(prefixed), AttributeText.of(value)));
              }
            });
    return own;
  }

  private void add(List<Label> labels, String what, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      labels.add(new Label(SCOPE + what, name(SCOPE + what), Text.clean(value)));
    }
  }

  /** The name of the label that an attribute becomes. */
  String name(String key) {
    String clean = Text.clean(key);
    return escaping.label(strategy.escapesToUnderscores() ? classic(clean) : unreserved(clean));
  }

  private static String classic(String key) {
    boolean digitFirst = !key.isEmpty() && key.charAt(0) >= '0' && key.charAt(0) <= '9';
    return Text.collapsed(Escaping.UNDERSCORES.label(digitFirst ? "key_" + key : key));
  }

  /** Names that begin with two underscores are for Prometheus itself. */
  private static String unreserved(String key) {
    int start = 0;
    while (key.startsWith("__", start)) {
      start++;
    }
    return key.substring(start);
  }
}
