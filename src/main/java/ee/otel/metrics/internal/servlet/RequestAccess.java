package ee.otel.metrics.internal.servlet;

import ee.otel.metrics.internal.config.AccessConfig;
import ee.otel.metrics.internal.health.Health;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through or refuses it, by where it comes from and by the caller's role.
 *
 * <p>Safe from any thread. A proxy's header ({@code X-Forwarded-For}, {@code Forwarded}) can only
 * narrow what is allowed: the addresses in it have to be allowed like the proxy's own.
 */
public final class RequestAccess {
  private static final Pattern FOR = Pattern.compile("(?i)(?:^|[;,\\s])for=(\"[^\"]*\"|[^;,\\s]*)");
  private static final Pattern PORT = Pattern.compile("(\\[[^]]*]|[^:]*):\\w*");

  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

  private final AccessConfig config;
  private final Health health;

  public RequestAccess(AccessConfig config, Health health) {
    this.config = config;
    this.health = health;
  }

  /**
   * Whether the request may be answered; if not, it has been, with 401 or 403 and a sentence.
   *
   * @throws IOException when the answer cannot be written
   */
  public boolean allows(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String stranger = stranger(request);
    if (stranger != null) {
      health.warnAtMostEvery(
          BETWEEN_WARNINGS,
          config.key(),
          () ->
              "Request for "
                  + request.getRequestURI()
                  + " from "
                  + stranger
                  + " refused: the address is not in "
                  + config.key()
                  + ".");
      refuse(response, "This address may not see metrics: see " + config.key() + ".");
      return false;
    }
    return config.role().isEmpty() || hasRole(config.role().get(), request, response);
  }

  /** The first address that is not allowed; null when all are. */
  private @Nullable String stranger(HttpServletRequest request) {
    Stream<String> forwarded =
        Stream.concat(
            headers(request, "X-Forwarded-For").flatMap(list -> Stream.of(list.split(","))),
            headers(request, "Forwarded").flatMap(RequestAccess::clients));
    return Stream.concat(Stream.of(String.valueOf(request.getRemoteAddr())), forwarded)
        .map(RequestAccess::withoutPort)
        .filter(address -> !config.allows(address))
        .map(RequestAccess::printable)
        .findFirst()
        .orElse(null);
  }

  private static Stream<String> headers(HttpServletRequest request, String name) {
    Enumeration<String> values = request.getHeaders(name);
    return values == null ? Stream.empty() : Collections.list(values).stream();
  }

  private static Stream<String> clients(String header) {
    return FOR.matcher(header).results().map(found -> found.group(1).replace("\"", ""));
  }

  private static String withoutPort(String address) {
    String bare = address.strip();
    Matcher withPort = PORT.matcher(bare);
    return withPort.matches() ? withPort.group(1) : bare;
  }

  private static String printable(String address) {
    String line = address.replaceAll("[^0-9A-Za-z.:\\[\\]_%-]", "?");
    return line.length() <= 50 ? line : line.substring(0, 50) + "...";
  }

  /** Asks the container who the caller is, which may answer by itself with 401 or a login page. */
  private boolean hasRole(String role, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      if (request.getUserPrincipal() == null && !request.authenticate(response)) {
        return false;
      }
    } catch (ServletException | RuntimeException noLogin) {
      refuse(
          response,
          "Metrics are for role "
              + role
              + ", but the caller could not be asked who it is: has the application a login?");
      return false;
    }
    if (!request.isUserInRole(role)) {
      refuse(response, "Metrics are for role " + role + ", which the caller does not have.");
      return false;
    }
    return true;
  }

  private static void refuse(HttpServletResponse response, String sentence) throws IOException {
    if (!response.isCommitted()) {
      answer(response, HttpServletResponse.SC_FORBIDDEN, sentence);
    }
  }

  /** A sentence as the whole answer. */
  public static void answer(HttpServletResponse response, int status, String sentence)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain; charset=utf-8");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.getWriter().write(sentence + "\n");
  }
}
