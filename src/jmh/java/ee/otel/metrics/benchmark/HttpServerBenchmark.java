package ee.otel.metrics.benchmark;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.internal.http.RestRequest;
import ee.otel.metrics.internal.http.server.ServerEdge;
import ee.otel.metrics.internal.http.server.ServerMetrics;
import ee.otel.metrics.internal.http.server.ServerMetrics.ServerOptions;
import io.opentelemetry.context.Context;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a request that is measured costs beside the same request that is not: all that runs of ours,
 * but for what Jakarta REST does to call a filter and to say what matched.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class HttpServerBenchmark {
  private static final int ROUTES = 100;

  private final String[] routes = new String[ROUTES];
  private int next;
  private final FilterChain chain =
      (request, response) -> {
        if (request.getAttribute(RestRequest.PROPERTY) instanceof RestRequest rest) {
          rest.reachedRest();
          rest.matched(routes[next]);
          rest.traced();
        }
      };
  private final HttpServletResponse response =
      new HttpServletResponseWrapper(fake(HttpServletResponse.class)) {
        @Override
        public int getStatus() {
          return 200;
        }
      };
  private final ServletContext context = fake(ServletContext.class);
  private Filter filter = (request, answer, rest) -> rest.doFilter(request, answer);
  private ServletRequestListener listener = new ServletRequestListener() {};

  public HttpServerBenchmark() {
    for (int i = 0; i < ROUTES; i++) {
      routes[i] = "/shop/api/resource" + i + "/{id}";
    }
    ServerMetrics metrics =
        new ServerMetrics(
            OtelMetrics.builder().build().meterProvider().get("http"),
            ServerOptions.DEFAULT,
            Context::current,
            System::nanoTime);
    ServerEdge.install(context, () -> metrics, warning -> {});
  }

  @Benchmark
  public Object measured() throws IOException, ServletException {
    next = (next + 1) % ROUTES;
    Request request = new Request();
    ServletRequestEvent event = new ServletRequestEvent(context, request);
    listener.requestInitialized(event);
    filter.doFilter(request, response, chain);
    listener.requestDestroyed(event);
    return request;
  }

  @Benchmark
  public Object unmeasured() throws IOException, ServletException {
    next = (next + 1) % ROUTES;
    Request request = new Request();
    chain.doFilter(request, response);
    return request;
  }

  /** The interface, without any behaviour but that of a web application that is set up. */
  private <T> T fake(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getContextPath" -> "/shop";
                  case "addFilter" -> {
                    filter = (Filter) arguments[1];
                    yield fake(FilterRegistration.Dynamic.class);
                  }
                  case "addListener" -> {
                    listener = (ServletRequestListener) arguments[0];
                    yield null;
                  }
                  case "isAsyncStarted" -> false;
                  default -> null;
                }));
  }

  private static final HttpServletRequest NOTHING =
      (HttpServletRequest)
          Proxy.newProxyInstance(
              HttpServletRequest.class.getClassLoader(),
              new Class<?>[] {HttpServletRequest.class},
              (proxy, method, arguments) -> null);

  /** A request of a container, as cheap as it can be. */
  private static final class Request extends HttpServletRequestWrapper
      implements HttpServletMapping {
    private @Nullable Object attribute;

    Request() {
      super(NOTHING);
    }

    @Override
    public @Nullable Object getAttribute(String name) {
      return attribute;
    }

    @Override
    public void setAttribute(String name, Object value) {
      attribute = value;
    }

    @Override
    public String getMethod() {
      return "GET";
    }

    @Override
    public String getScheme() {
      return "https";
    }

    @Override
    public String getProtocol() {
      return "HTTP/1.1";
    }

    @Override
    public boolean isAsyncStarted() {
      return false;
    }

    @Override
    public HttpServletMapping getHttpServletMapping() {
      return this;
    }

    @Override
    public String getMatchValue() {
      return "";
    }

    @Override
    public String getPattern() {
      return "/api/*";
    }

    @Override
    public String getServletName() {
      return "api";
    }

    @Override
    public MappingMatch getMappingMatch() {
      return MappingMatch.PATH;
    }
  }
}
