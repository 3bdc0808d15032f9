package ee.otel.metrics.internal.jmx;

import ee.otel.metrics.internal.jmx.JmxMetrics.JmxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the rules that are configured; what is not found is a warning. */
final class RuleFiles {
  /** Where opentelemetry-jmx-metrics has its rules, and where others may have theirs. */
  private static final String ON_THE_CLASS_PATH = "jmx/rules/";

  private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9._-]+");

  private final ClassLoader application;
  private final Consumer<String> warnings;

  RuleFiles(ClassLoader application, Consumer<String> warnings) {
    this.application = application;
    this.warnings = warnings;
  }

  /** All good rules, in the order of configuration, targets first. */
  List<Rule> read(JmxOptions options) {
    List<Rule> rules = new ArrayList<>();
    options.targets().forEach(target -> add(rules, target, target(target), missingTarget(target)));
    options.config().forEach(file -> add(rules, file, file(file), missingFile(file)));
    return withoutContradictions(rules);
  }

  /** Leaves out a rule whose metric an earlier one defines in another way. */
  private List<Rule> withoutContradictions(List<Rule> rules) {
    Map<String, RuleMetric> first = new HashMap<>();
    List<Rule> good = new ArrayList<>();
    for (Rule rule : rules) {
      Optional<RuleMetric> other =
          rule.metrics().stream()
              .filter(
                  metric -> !metric.isSameAs(first.computeIfAbsent(metric.name(), any -> metric)))
              .findFirst();
      if (other.isEmpty()) {
        good.add(rule);
      } else {
        String name = other.get().name();
        RuleMetric known = Objects.requireNonNull(first.get(name), name);
        warnings.accept(
            "MBean "
                + rule.where()
                + " is left out, metric "
                + name
                + " is there already with another type or unit, "
                + known.type()
                + " and "
                + known.unit()
                + "; give it these, or another name.");
      }
    }
    return good;
  }

  private void add(List<Rule> rules, String name, byte @Nullable [] content, String missing) {
    if (content == null) {
      warnings.accept(missing);
      return;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      rules.addAll(new RuleFile(name, text).rules(warnings));
    } catch (CharacterCodingException otherEncoding) {
      warnings.accept("MBean rules of " + name + " are left out: they are not UTF-8.");
    }
  }

  private byte @Nullable [] target(String name) {
    if (!TARGET.matcher(name).matches()) {
      return null;
    }
    String file = name + ".yaml";
    byte[] ours = resource(RuleFiles.class.getResourceAsStream("rules/" + file));
    return ours != null
        ? ours
        : resource(application.getResourceAsStream(ON_THE_CLASS_PATH + file));
  }

  private static String missingTarget(String name) {
    return "otel.jmx.target.system names "
        + name
        + ", for which there are no rules; expected payara, openliberty, wildfly, tomcat, or x"
        + " where the application has a resource "
        + ON_THE_CLASS_PATH
        + "x.yaml.";
  }

  private byte @Nullable [] file(String name) {
    try {
      Path path = Path.of(name);
      if (Files.exists(path)) {
        return Files.readAllBytes(path);
      }
    } catch (IOException | InvalidPathException | SecurityException unreadable) {
      // Perhaps a resource, then.
    }
    return resource(application.getResourceAsStream(name));
  }

  private static String missingFile(String name) {
    return "otel.jmx.config names "
        + name
        + ", which is neither a file that can be read nor a resource of the application; relative"
        + " paths begin at "
        + Path.of("").toAbsolutePath()
        + ".";
  }

  private static byte @Nullable [] resource(@Nullable InputStream stream) {
    if (stream == null) {
      return null;
    }
    try (stream) {
      return stream.readAllBytes();
    } catch (IOException unreadable) {
      return null;
    }
  }
}
