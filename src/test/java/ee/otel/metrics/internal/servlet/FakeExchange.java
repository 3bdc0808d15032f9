package ee.otel.metrics.internal.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A client's request and what it is answered with: the other end of the wire. */
public final class FakeExchange {
  private final Map<String, List<String>> requestHeaders =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final PrintWriter writer = new PrintWriter(body, true, StandardCharsets.UTF_8);
  public final Map<String, Object> responseHeaders = new HashMap<>();
  public String address = "127.0.0.1";
  public String login = "";
  public String role = "";
  public boolean hasLogin = true;
  public int status = 200;
  public String method = "GET";
  public String path = "";
  public String query = "";

  public FakeExchange header(String name, String value) {
    requestHeaders.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
    return this;
  }

  public String body() {
    writer.flush();
    return body.toString(StandardCharsets.UTF_8);
  }

  public HttpServletRequest request() {
    return proxy(
        HttpServletRequest.class,
        (method, argument) ->
            switch (method) {
              case "getMethod" -> this.method;
              case "getPathInfo" -> path.isEmpty() ? null : path;
              case "getQueryString" -> query.isEmpty() ? null : query;
              case "getHeader" ->
                  requestHeaders.getOrDefault(argument, Collections.singletonList(null)).get(0);
              case "getProtocol" -> "HTTP/1.1";
              case "getRequestURI" -> "/shop/metrics";
              case "getRemoteAddr" -> address;
              case "getHeaders" ->
                  Collections.enumeration(requestHeaders.getOrDefault(argument, List.of()));
              case "getUserPrincipal" -> login.isEmpty() ? null : (Principal) () -> login;
              case "authenticate" -> authenticate();
              case "isUserInRole" -> !login.isEmpty() && argument.equals(role);
              default -> throw new UnsupportedOperationException(method);
            });
  }

  private boolean authenticate() {
    if (!hasLogin) {
      throw new IllegalStateException("no login");
    }
    status = 401;
    return false;
  }

  public HttpServletResponse response() {
    return proxy(
        HttpServletResponse.class,
        (method, argument) -> {
          switch (method) {
            case "setStatus" -> status = (int) argument;
            case "setContentType" -> responseHeaders.put("Content-Type", argument);
            case "setContentLength" -> responseHeaders.put("Content-Length", argument);
            case "isCommitted" -> {
              return false;
            }
            case "getWriter" -> {
              return writer;
            }
            case "getOutputStream" -> {
              return new Output();
            }
            default -> throw new UnsupportedOperationException(method);
          }
          return null;
        });
  }

  private interface Answers {
    Object of(String method, Object argument) throws Exception;
  }

  private <T> T proxy(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.getName().equals("setHeader")) {
                responseHeaders.put((String) arguments[0], arguments[1]);
                return null;
              }
              return answers.of(method.getName(), arguments == null ? null : arguments[0]);
            }));
  }

  private final class Output extends ServletOutputStream {
    @Override
    public void write(int b) {
      body.write(b);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
