package ee.otel.metrics.internal.http.server;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A container's request and response, as far as the filter looks at them. */
final class Exchange {
  static final String CONTEXT_PATH = "/app";

  private final Map<String, Object> attributes = new HashMap<>();
  private final Map<String, String> headers = new HashMap<>();
  private final List<AsyncListener> listeners = new ArrayList<>();
  private final HttpServletRequest request = fake(HttpServletRequest.class, this::ofRequest);
  private final HttpServletResponse response = fake(HttpServletResponse.class, this::ofResponse);
  private final AsyncContext async = fake(AsyncContext.class, this::ofAsync);

  String method = "GET";
  String scheme = "http";
  String protocol = "HTTP/1.1";
  String path = "/";
  @Nullable String servletPattern = "/api/*";
  String servletName = "servlet";
  @Nullable String contentType;
  long contentLength = -1;
  int status = 200;
  boolean committed;
  boolean asyncStarted;

  static Exchange of(String method, String path) {
    Exchange exchange = new Exchange();
    exchange.method = method;
    exchange.path = path;
    return exchange;
  }

  Exchange header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  Exchange servlet(@Nullable String pattern) {
    servletPattern = pattern;
    return this;
  }

  /** The same exchange, as if it came for the first time. */
  Exchange again() {
    attributes.clear();
    return this;
  }

  HttpServletRequest request() {
    return request;
  }

  HttpServletResponse response() {
    return response;
  }

  /** The container ends the asynchronous answer. */
  void complete() throws IOException {
    for (AsyncListener listener : List.copyOf(listeners)) {
      listener.onComplete(new AsyncEvent(async));
    }
  }

  /** The application or the container starts another asynchronous cycle. */
  void startAgain() throws IOException {
    List<AsyncListener> before = List.copyOf(listeners);
    listeners.clear();
    for (AsyncListener listener : before) {
      listener.onStartAsync(new AsyncEvent(async));
    }
  }

  void fail(Throwable thrown) throws IOException {
    for (AsyncListener listener : List.copyOf(listeners)) {
      listener.onError(new AsyncEvent(async, thrown));
    }
  }

  private @Nullable Object ofRequest(String called, Object[] arguments) {
    return switch (called) {
      case "getAttribute" -> attributes.get((String) arguments[0]);
      case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
      case "getMethod" -> method;
      case "getScheme" -> scheme;
      case "getProtocol" -> protocol;
      case "getRequestURI" -> CONTEXT_PATH + path;
      case "getContentLengthLong" -> contentLength;
      case "getServerName" -> "shop.example";
      case "getServerPort" -> 8080;
      case "getHeader" -> headers.get((String) arguments[0]);
      case "isAsyncStarted" -> asyncStarted;
      case "startAsync" -> {
        asyncStarted = true;
        yield async;
      }
      case "getAsyncContext" -> async;
      case "getHttpServletMapping" ->
          servletPattern == null ? null : new Mapping(servletPattern, servletName);
      default -> throw new UnsupportedOperationException(called);
    };
  }

  private @Nullable Object ofResponse(String called, Object[] arguments) {
    return switch (called) {
      case "getStatus" -> status;
      case "isCommitted" -> committed;
      case "getContentType" -> contentType;
      default -> throw new UnsupportedOperationException(called);
    };
  }

  private @Nullable Object ofAsync(String called, Object[] arguments) {
    if (called.equals("addListener")) {
      if (committed) {
        throw new IllegalStateException("complete");
      }
      listeners.add((AsyncListener) arguments[0]);
      return null;
    }
    // What an event of it asks for.
    return null;
  }

  /** A web application that is being set up. */
  static <T> T fake(Class<T> type, Fake answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.answer(method.getName(), arguments)));
  }

  static ServletContext context(Fake answers) {
    return fake(ServletContext.class, answers);
  }

  /** Answers the methods of an interface. */
  interface Fake {
    @Nullable Object answer(String method, Object[] arguments) throws Throwable;
  }

  private record Mapping(String getPattern, String getServletName) implements HttpServletMapping {
    @Override
    public String getMatchValue() {
      return "";
    }

    @Override
    public MappingMatch getMappingMatch() {
      return MappingMatch.PATH;
    }
  }
}
