package ee.otel.metrics.internal.sdkbridge;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The application's configuration as exporters of the SDK read it. */
@SuppressWarnings("NullAway") // the interface says of each method that null means absent
record SdkConfiguration(Function<String, @Nullable String> values) implements ConfigProperties {
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,18})\\s*([a-z]*)");

  @Override
  public @Nullable String getString(String name) {
    String value = values.apply(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  @Override
  public @Nullable Boolean getBoolean(String name) {
    return read(name, Boolean::valueOf);
  }

  @Override
  public @Nullable Integer getInt(String name) {
    return read(name, Integer::valueOf);
  }

  @Override
  public @Nullable Long getLong(String name) {
    return read(name, Long::valueOf);
  }

  @Override
  public @Nullable Double getDouble(String name) {
    return read(name, Double::valueOf);
  }

  @Override
  public @Nullable Duration getDuration(String name) {
    return read(name, SdkConfiguration::duration);
  }

  @Override
  public List<String> getList(String name) {
    List<String> list = read(name, SdkConfiguration::list);
    return list == null ? List.of() : list;
  }

  @Override
  public Map<String, String> getMap(String name) {
    Map<String, String> map = read(name, SdkConfiguration::map);
    return map == null ? Map.of() : map;
  }

  private <T> @Nullable T read(String name, Function<String, T> reading) {
    String value = getString(name);
    try {
      return value == null ? null : reading.apply(value);
    } catch (IllegalArgumentException bad) {
      // Not the value: it may be a secret.
      throw new ConfigurationException("the value of " + name + " cannot be read");
    }
  }

  private static Duration duration(String value) {
    Matcher matcher = AMOUNT.matcher(value.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException();
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "", "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> throw new IllegalArgumentException();
    };
  }

  private static List<String> list(String value) {
    return Stream.of(value.split(",")).map(String::strip).filter(one -> !one.isEmpty()).toList();
  }

  private static Map<String, String> map(String value) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String pair : list(value)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException();
      }
      map.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return map;
  }
}
