package ee.otel.metrics.internal.config;

import ee.otel.metrics.internal.config.ExportConfig.ExporterKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Parses the text of values. Every method throws IllegalArgumentException for a bad one. */
final class ValueParser {
  /** The longest duration, some 24 days: what {@code 0} means where it means "no limit". */
  static final Duration UNLIMITED = Duration.ofMillis(Integer.MAX_VALUE);

  static final String DURATION =
      "a duration of at least 1 ms and at most 24 days, such as 1500 (milliseconds), 500ms, 10s, 1m";
  static final String TIMEOUT = DURATION + ", or 0 for no limit";

  static final String URL = "a URL such as http://host:4318 or https://host";

  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,18})\\s*([a-z]*)");
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+(?:%[0-9A-Za-z._~-]+)?])(?::(\\d{0,5}))?");
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private ValueParser() {}

  /** Choices in the order in which messages name them. */
  static <T> Map<String, T> choices(String name, T value, Object... more) {
    Map<String, T> choices = new LinkedHashMap<>();
    choices.put(name, value);
    for (int i = 0; i < more.length; i += 2) {
      @SuppressWarnings("unchecked")
      T next = (T) more[i + 1];
      choices.put((String) more[i], next);
    }
    return Collections.unmodifiableMap(choices);
  }

  /** The constants of an enum by their names in lower case. */
  static <E extends Enum<E>> Map<String, E> choicesOf(E[] constants) {
    Map<String, E> choices = new LinkedHashMap<>();
    for (E constant : constants) {
      choices.put(constant.name().toLowerCase(Locale.ROOT), constant);
    }
    return Collections.unmodifiableMap(choices);
  }

  /**
   * True for {@code true}, in any case; false for anything else (specification: <em>Environment
   * variables, Boolean value</em>), with a remark on what is not {@code false} either.
   */
  static boolean flag(String value, List<String> remarks) {
    if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
      remarks.add("\"" + Lookup.printable(value) + "\" is neither true nor false; false is used");
    }
    return value.equalsIgnoreCase("true");
  }

  static String integerBetween(int least, int most) {
    return "an integer from " + least + " to " + most;
  }

  static int integer(String value, int least, int most) {
    int number = Integer.parseInt(value);
    if (number < least || number > most) {
      throw new IllegalArgumentException();
    }
    return number;
  }

  /** Milliseconds, or a number with one of the units of opentelemetry-java, from us to d. */
  static Duration duration(String value, List<String> remarks) {
    Duration duration = amount(value);
    if (duration.toMillis() < 1) {
      throw new IllegalArgumentException();
    }
    return duration;
  }

  /** As {@link #duration}, and {@code 0} is no limit. */
  static Duration timeout(String value, List<String> remarks) {
    return amount(value).isZero() ? UNLIMITED : duration(value, remarks);
  }

  /** As {@link #duration}, and {@code 0} is never. */
  static Optional<Duration> durationOrNever(String value, List<String> remarks) {
    return amount(value).isZero() ? Optional.empty() : Optional.of(duration(value, remarks));
  }

  /** As {@link #duration}, and {@code 0} is no time at all. */
  static Duration durationOrNone(String value, List<String> remarks) {
    return amount(value).isZero() ? Duration.ZERO : duration(value, remarks);
  }

  private static Duration amount(String value) {
    Matcher matcher = AMOUNT.matcher(value.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException();
    }
    long number = Long.parseLong(matcher.group(1));
    try {
      Duration duration =
          switch (matcher.group(2)) {
            case "", "ms" -> Duration.ofMillis(number);
            case "ns" -> Duration.ofNanos(number);
            case "us" -> Duration.ofNanos(Math.multiplyExact(number, 1000L));
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> throw new IllegalArgumentException();
          };
      if (duration.compareTo(UNLIMITED) > 0) {
        throw new IllegalArgumentException();
      }
      return duration;
    } catch (ArithmeticException tooLong) {
      throw new IllegalArgumentException(tooLong);
    }
  }

  /**
   * The URL of the signal's own endpoint: as it is, but for an absent path, which is {@code /}
   * (specification: <em>Endpoint URLs for OTLP/HTTP</em>).
   */
  static URI endpoint(String value, List<String> remarks) {
    return url(value, "", remarks);
  }

  /** The URL for metrics below a base endpoint. */
  static URI endpointBelow(String value, List<String> remarks) {
    return url(value, "v1/metrics", remarks);
  }

  private static URI url(String value, String suffix, List<String> remarks) {
    try {
      URI given = new URI(value);
      String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
      String authority = given.getRawAuthority() == null ? "" : given.getRawAuthority();
      int at = authority.lastIndexOf('@');
      // A zone is written %25eth0 in a URL, and Java wants it as %eth0.
      String hostAndPort = authority.substring(at + 1).replace("%25", "%");
      // Not URI.getHost(): it knows no underscores, which names of containers have.
      Matcher matcher = HOST_AND_PORT.matcher(hostAndPort);
      if (!(scheme.equals("http") || scheme.equals("https")) || !matcher.matches()) {
        throw new IllegalArgumentException();
      }
      if (matcher.group(2) != null && !matcher.group(2).isEmpty()) {
        integer(matcher.group(2), 1, 65535);
      }
      if (at >= 0) {
        remarks.add(
            "user and password in the URL are not used; give them as a header:"
                + " authorization=Basic%20<base64>");
      }
      String path = given.getRawPath() == null ? "" : given.getRawPath();
      if (path.isEmpty() || (!suffix.isEmpty() && !path.endsWith("/"))) {
        path += "/";
      }
      String query = given.getRawQuery() == null ? "" : "?" + given.getRawQuery();
      return new URI(scheme + "://" + hostAndPort + path + suffix + query);
    } catch (URISyntaxException malformed) {
      // Not as a cause: its message repeats the URL.
      throw new IllegalArgumentException();
    }
  }

  /**
   * Headers, {@code name=value,name2=value2}, values percent-decoded. A bad pair is left out; of
   * two with one name the later stays.
   */
  static Map<String, String> headers(String value, List<String> remarks) {
    Map<String, String> headers = new LinkedHashMap<>();
    String[] pairs = value.split(",", -1);
    for (int i = 0; i < pairs.length; i++) {
      String pair = pairs[i].strip();
      if (pair.isEmpty()) {
        continue;
      }
      try {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? "" : pair.substring(0, equals).strip();
        String content = decoded(pair.substring(equals + 1).strip());
        if (!TOKEN.matcher(name).matches() || content.isBlank() || !isFieldValue(content)) {
          throw new IllegalArgumentException();
        }
        headers.keySet().removeIf(name::equalsIgnoreCase);
        headers.put(name, content.strip());
      } catch (IllegalArgumentException bad) {
        remarks.add("pair " + (i + 1) + " is not name=value, percent-encoded, and is left out");
      }
    }
    return headers;
  }

  /** Text that may stand in a header. */
  static String fieldValue(String value, List<String> remarks) {
    if (!isFieldValue(value)) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  private static boolean isFieldValue(String value) {
    return value.chars().allMatch(c -> c == '\t' || (c <= 0xff && !Character.isISOControl(c)));
  }

  /**
   * Resource attributes, {@code key=value,key2=value2}, percent-decoded. One bad pair spoils the
   * whole (specification: <em>Specifying resource information via an environment variable</em>).
   */
  static Map<String, String> attributes(String value, List<String> remarks) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String entry : value.split(",", -1)) {
      String pair = entry.strip();
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException();
      }
      String name = decoded(pair.substring(0, equals).strip());
      String content = decoded(pair.substring(equals + 1).strip());
      if (name.isEmpty()) {
        throw new IllegalArgumentException();
      }
      attributes.put(name, content);
    }
    return Collections.unmodifiableMap(attributes);
  }

  /** A list of exporters: ours, and the names of others in lower case. */
  static ExportConfig.Exporters exporters(String value, List<String> remarks) {
    Set<ExporterKind> known = EnumSet.noneOf(ExporterKind.class);
    List<String> others = new ArrayList<>();
    List<String> names = list(value.toLowerCase(Locale.ROOT), remarks);
    for (String name : names) {
      switch (name) {
        case "otlp" -> known.add(ExporterKind.OTLP);
        case "console" -> known.add(ExporterKind.CONSOLE);
        case "prometheus" -> known.add(ExporterKind.PROMETHEUS);
        case "none" -> {}
        default -> others.add(Lookup.printable(name));
      }
    }
    if (names.isEmpty()) {
      remarks.add("it names no exporter; nothing is exported");
    }
    if (names.contains("none") && names.size() > 1) {
      remarks.add("none stands beside other exporters and does not count");
    }
    return new ExportConfig.Exporters(known, others.stream().distinct().toList());
  }

  /** A list, comma-separated, without empty entries; a comma alone is the empty list. */
  static List<String> list(String value, List<String> remarks) {
    return Stream.of(value.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
  }

  /** The upper bounds of buckets; a comma alone is none. */
  static List<Double> boundaries(String value, List<String> remarks) {
    List<Double> boundaries = list(value, remarks).stream().map(Double::valueOf).toList();
    double before = Double.NEGATIVE_INFINITY;
    for (double boundary : boundaries) {
      // Not "boundary <= before": that is false for what is not a number.
      if (!(boundary > before) || boundary == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException();
      }
      before = boundary;
    }
    return boundaries;
  }

  static Path path(String value, List<String> remarks) {
    return Path.of(value);
  }

  /** A host name or address without scheme, port and path. */
  static String host(String value, List<String> remarks) {
    Matcher matcher = HOST_AND_PORT.matcher(value);
    if (!matcher.matches() || matcher.group(2) != null) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  /** Percent-decodes UTF-8; a plus stays a plus, which URLDecoder does not grant. */
  private static String decoded(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    byte[] in = value.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(in.length);
    for (int i = 0; i < in.length; i++) {
      if (in[i] != '%') {
        out.put(in[i]);
        continue;
      }
      int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw new IllegalArgumentException();
      }
      out.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new IllegalArgumentException();
    }
  }
}
