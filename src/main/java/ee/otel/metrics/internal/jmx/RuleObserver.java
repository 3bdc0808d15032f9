package ee.otel.metrics.internal.jmx;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Observes the metrics of one rule.
 *
 * <p>A metric gets its instrument with its first value, since only the value tells whether it is an
 * integer; from the next collection on it is observed. A failure costs its metric and one warning.
 * Safe from any thread; no lock is held while an MBean is asked.
 */
final class RuleObserver {
  private final Rule rule;
  private final Beans beans;
  private final Conditions conditions;
  private final Instruments instruments;
  private final Consumer<String> warnings;
  private final List<Observed> waiting = new CopyOnWriteArrayList<>();
  private final List<BatchCallback> callbacks = new CopyOnWriteArrayList<>();

  /** A metric, and how often it has failed in a row. */
  private static final class Observed {
    private final RuleMetric metric;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile Instruments.@Nullable Instrument instrument;

    Observed(RuleMetric metric) {
      this.metric = metric;
    }
  }

  /** Takes the values of metrics. */
  private interface Sink {
    /** Takes a value, or says what is wrong with it. */
    @Nullable String take(Observed observed, Reading reading, Object value);
  }

  RuleObserver(
      Rule rule,
      Beans beans,
      Conditions conditions,
      Instruments instruments,
      Consumer<String> warnings) {
    this.rule = rule;
    this.beans = beans;
    this.conditions = conditions;
    this.instruments = instruments;
    this.warnings = warnings;
    rule.metrics().forEach(metric -> waiting.add(new Observed(metric)));
  }

  /** Looks for metrics that had no value so far. */
  void discover(Meter meter) {
    if (waiting.isEmpty()) {
      return;
    }
    Set<Observed> found = new LinkedHashSet<>();
    read(
        waiting,
        (observed, reading, value) -> {
          String problem = observed.metric.states().isPresent() ? null : problem(value);
          if (problem == null) {
            observed.instrument = instrument(observed.metric, reading, value);
            found.add(observed);
          }
          return problem;
        });
    // Of two threads that found it, one removes it.
    found.removeIf(observed -> !waiting.remove(observed));
    if (!found.isEmpty()) {
      observe(meter, List.copyOf(found));
    }
  }

  private Instruments.Instrument instrument(RuleMetric metric, Reading reading, Object value) {
    boolean integer =
        metric.states().isPresent()
            || (Reading.number(value) instanceof Number number && Reading.isInteger(number));
    String description =
        metric.description().isEmpty()
            ? beans.description(reading.name(), metric.path().attribute())
            : metric.description();
    return instruments.of(metric, integer, description);
  }

  private void observe(Meter meter, List<Observed> metrics) {
    ObservableMeasurement[] all =
        metrics.stream()
            .map(observed -> Objects.requireNonNull(observed.instrument).measurement())
            .distinct()
            .toArray(ObservableMeasurement[]::new);
    callbacks.add(
        meter.batchCallback(
            () -> read(metrics, this::record), all[0], Arrays.copyOfRange(all, 1, all.length)));
  }

  private @Nullable String record(Observed observed, Reading reading, Object value) {
    RuleMetric metric = observed.metric;
    Instruments.Instrument instrument = Objects.requireNonNull(observed.instrument);
    Attributes attributes = reading.attributes(metric);
    if (metric.states().isPresent()) {
      Rule.States states = metric.states().get();
      String is = states.of(String.valueOf(value));
      for (String state : states.all()) {
        Attributes ofState = attributes.toBuilder().put(states.key(), state).build();
        instrument.record(state.equals(is) ? 1 : 0, 1, ofState);
      }
      return null;
    }
    if (Reading.number(value) instanceof Number number
        && !(metric.dropNegative() && number.doubleValue() < 0)) {
      instrument.record(number, metric.divisor(), attributes);
    }
    return problem(value);
  }

  private static @Nullable String problem(Object value) {
    return Reading.number(value) instanceof Number
        ? null
        : "is no number but a "
            + value.getClass().getSimpleName()
            + "; for a text take type: state";
  }

  /** Asks each MBean once for all that the metrics need. */
  private void read(List<Observed> metrics, Sink sink) {
    String[] attributes = attributes(metrics);
    Set<Observed> told = new HashSet<>();
    Map<Observed, ObjectName> untold = new LinkedHashMap<>();
    Map<Observed, String> problems = new HashMap<>();
    for (ObjectName name : beans.names()) {
      if (!conditions.hold(rule, beans, name)) {
        continue;
      }
      try {
        Map<String, @Nullable Object> values = beans.attributes(name, attributes);
        if (values != null) {
          Reading reading = new Reading(name, values);
          for (Observed observed : metrics) {
            if (reading.has(observed.metric.path())) {
              told.add(observed);
              String problem = hand(observed, reading, sink);
              if (problem != null) {
                problems.put(observed, message(observed, name, problem));
              }
            } else {
              untold.put(observed, name);
            }
          }
        }
      } catch (RuntimeException broken) {
        for (Observed observed : metrics) {
          problems.put(observed, message(observed, name, "cannot be read: " + cause(broken)));
        }
      }
    }
    untold.keySet().removeAll(told);
    untold.forEach(
        (observed, name) -> {
          String problem = whyUntold(observed, name);
          if (problem != null) {
            problems.put(observed, message(observed, name, problem));
          }
        });
    metrics.forEach(observed -> judge(observed, problems.get(observed)));
  }

  private static @Nullable String hand(Observed observed, Reading reading, Sink sink) {
    try {
      Object value = reading.value(observed.metric.path());
      return value == null ? null : sink.take(observed, reading, value);
    } catch (IllegalArgumentException noSuchItem) {
      return noSuchItem.getMessage();
    }
  }

  /** An MBean leaves out of its answer what it does not have and what throws. */
  private @Nullable String whyUntold(Observed observed, ObjectName name) {
    for (String attribute : observed.metric.path().attributes()) {
      try {
        beans.attribute(name, attribute);
      } catch (InstanceNotFoundException gone) {
        return null;
      } catch (JMException | RuntimeException broken) {
        return "cannot be read: " + cause(broken);
      }
    }
    return null;
  }

  private static Throwable cause(Throwable broken) {
    return broken.getCause() == null ? broken : broken.getCause();
  }

  /** Warns when a metric fails twice in a row: once may be a server that starts. */
  private void judge(Observed observed, @Nullable String problem) {
    if (problem == null) {
      observed.failures.set(0);
    } else if (observed.failures.incrementAndGet() == 2) {
      warnings.accept(problem);
    }
  }

  private String message(Observed observed, ObjectName name, String what) {
    return "Metric "
        + observed.metric.name()
        + " has no value ("
        + rule.where()
        + "): "
        + observed.metric.path()
        + " of MBean "
        + name
        + " "
        + what
        + ". The other metrics are not affected.";
  }

  private static String[] attributes(List<Observed> metrics) {
    Set<String> attributes = new LinkedHashSet<>();
    for (Observed observed : metrics) {
      attributes.addAll(observed.metric.path().attributes());
      observed.metric.attributes().values().forEach(source -> add(source, attributes));
    }
    return attributes.toArray(String[]::new);
  }

  private static void add(Rule.Source source, Set<String> attributes) {
    if (source instanceof Rule.Source.BeanAttribute attribute) {
      attributes.addAll(attribute.path().attributes());
    } else if (source instanceof Rule.Source.Changed changed) {
      add(changed.source(), attributes);
    }
  }

  void close() {
    for (BatchCallback callback : callbacks) {
      callback.close();
    }
  }
}
