package ee.otel.metrics.internal.http.server;

import ee.otel.metrics.internal.http.RestRequest;
import ee.otel.metrics.internal.http.server.ServerMetrics.ServerOptions;
import io.opentelemetry.context.Context;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A request from its begin to its end, recorded once: the filter ends it, or the container when an
 * asynchronous answer is complete.
 *
 * <p>It has several roles, since one object is made for each request. The container hands it from
 * thread to thread; only the end can be reached by several at once.
 */
final class MeasuredRequest extends HttpServletRequestWrapper
    implements RestRequest, AsyncListener {
  private static final String EVENT_STREAM = "text/event-stream";

  private static final AtomicIntegerFieldUpdater<MeasuredRequest> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(MeasuredRequest.class, "ended");

  private final WebApplication application;
  private final ServerMetrics metrics;
  private final @Nullable HttpServletMapping mapping;
  private final ServerMetrics.@Nullable Address server;
  private final int key;
  private final long start;
  private Context context;
  private @Nullable HttpServletResponse response;
  private @Nullable Throwable failure;
  private @Nullable String restRoute;
  private boolean rest;
  private boolean heard;
  private boolean failing;
  private boolean listening;
  private @Nullable CountedRequestBody requestBody;

  @SuppressWarnings("unused") // by its updater
  private volatile int ended;

  MeasuredRequest(WebApplication application, ServerMetrics metrics, HttpServletRequest request) {
    super(request);
    this.application = application;
    this.metrics = metrics;
    this.start = metrics.now();
    this.context = metrics.context();
    this.mapping = request.getHttpServletMapping();
    ServerOptions options = metrics.options();
    Forwarded forwarded = options.forwarded() ? Forwarded.of(request) : null;
    String scheme = forwarded == null ? null : forwarded.scheme();
    this.key =
        RequestKey.of(
            metrics.methods().number(request.getMethod()),
            scheme == null ? request.getScheme() : scheme,
            request.getProtocol());
    this.server = options.serverAddress() ? address(request, forwarded) : null;
    metrics.active(key, 1);
  }

  private static ServerMetrics.Address address(
      HttpServletRequest request, @Nullable Forwarded forwarded) {
    if (forwarded == null || forwarded.host() == null) {
      return new ServerMetrics.Address(request.getServerName(), request.getServerPort());
    }
    int port = "https".equals(forwarded.scheme()) ? 443 : 80;
    return new ServerMetrics.Address(
        forwarded.host(), forwarded.port() == 0 ? port : forwarded.port());
  }

  /** Whether the filter has got it, so that the status of the response can be read. */
  boolean isEntered() {
    return response != null;
  }

  /** The filter has got it, with {@code request}. */
  void entered(HttpServletRequest request, HttpServletResponse response) {
    setRequest(request);
    this.response = response;
  }

  @Override
  public void reachedRest() {
    rest = true;
  }

  @Override
  public @Nullable String servletPattern() {
    return mapping == null ? null : mapping.getPattern();
  }

  @Override
  public String contextPath() {
    return application.contextPath();
  }

  /** The first resource that is matched is the one that the client asked for. */
  @Override
  public void matched(@Nullable String route) {
    if (restRoute == null) {
      restRoute = route;
    }
  }

  @Override
  public void traced() {
    context = metrics.context();
  }

  @Override
  public AsyncContext startAsync() {
    return listenTo(super.startAsync());
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    return listenTo(super.startAsync(request, response));
  }

  private AsyncContext listenTo(AsyncContext async) {
    async.addListener(this);
    listening = true;
    return async;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (!metrics.options().bodySizes() || getContentLengthLong() >= 0) {
      return super.getInputStream();
    }
    if (requestBody == null) {
      requestBody = new CountedRequestBody(super.getInputStream());
    }
    return requestBody;
  }

  /** The filter chain has ended; the answer may still be under way. */
  void returned(@Nullable Throwable thrown) {
    if (listening || thrown == null && listensNow()) {
      return;
    }
    if (thrown != null && heard && !isSettled(response) && ContainerStatus.ofFailure(thrown) == 0) {
      failure = thrown;
      failing = true;
      return;
    }
    end(thrown);
  }

  /** Whether the status of an answer is settled, though something was thrown. */
  private static boolean isSettled(@Nullable HttpServletResponse answer) {
    return answer == null || answer.isCommitted() || answer.getStatus() >= 400;
  }

  /** The container will report the end of the request. */
  MeasuredRequest heard() {
    heard = true;
    return this;
  }

  /** For code that started asynchronous processing on the container's own request. */
  private boolean listensNow() {
    try {
      if (getRequest().isAsyncStarted()) {
        listenTo(getRequest().getAsyncContext());
      }
      return listening;
    } catch (IllegalStateException complete) {
      return false;
    }
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }

  @Override
  public void onTimeout(AsyncEvent event) {}

  @Override
  public void onError(AsyncEvent event) {
    failure = event.getThrowable();
  }

  /** The only one of the four at which the status is final. */
  @Override
  public void onComplete(AsyncEvent event) {
    end(failure);
  }

  /**
   * The container is done: it has answered a request that no filter has seen, or set the status of
   * one that failed.
   */
  void destroyed() {
    if (!isEntered() || failing) {
      end(failure);
    }
  }

  private void end(@Nullable Throwable thrown) {
    if (!ENDED.compareAndSet(this, 0, 1)) {
      return;
    }
    try {
      metrics.active(key, -1);
      record(thrown);
    } catch (RuntimeException | LinkageError broken) {
      // A request that the container has recycled, for example; the application is not to notice.
    }
  }

  private void record(@Nullable Throwable thrown) {
    HttpServletResponse answer = response;
    int status = answer == null ? ContainerStatus.of(getRequest()) : answer.getStatus();
    String error = null;
    if (thrown != null && answer != null && status < 400) {
      if (answer.isCommitted() && !failing) {
        error = thrown.getClass().getName();
      } else {
        // What the container is about to send.
        int own = ContainerStatus.ofFailure(thrown);
        status = own == 0 ? 500 : own;
      }
    }
    Route route = route(status);
    if (isExcluded(route, answer)) {
      return;
    }
    metrics.record(
        RequestKey.answered(key, status), route, error, server, sizes(answer), start, context);
  }

  private Route route(int status) {
    if (restRoute != null) {
      return metrics.route(restRoute, contextPath());
    }
    // Jakarta REST has said that nothing matches; what no filter saw was not matched at all.
    boolean nothingMatched = rest && status == 404 || !isEntered();
    return nothingMatched
        ? metrics.route(null, contextPath())
        : application.servletRoute(metrics, mapping, status, rest);
  }

  /** Whether it is not measured; a request without a route is excluded by its path. */
  private boolean isExcluded(Route route, @Nullable HttpServletResponse answer) {
    return isForOurselves()
        || route.excluded()
        || route.template() == null
            && !metrics.excluded().isEmpty()
            && metrics.excluded().matches(getRequestURI(), contextPath())
        || !metrics.options().eventStreams() && isEventStream(answer);
  }

  /** Requests for the metrics themselves are not measured. */
  private boolean isForOurselves() {
    String servlet = mapping == null ? null : mapping.getServletName();
    return servlet != null && ServerEdge.UNMEASURED_SERVLETS.contains(servlet);
  }

  private static boolean isEventStream(@Nullable HttpServletResponse answer) {
    String type = answer == null ? null : answer.getContentType();
    return type != null && type.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length());
  }

  private ServerMetrics.Sizes sizes(@Nullable HttpServletResponse answer) {
    if (!(answer instanceof CountedResponse counted)) {
      return ServerMetrics.Sizes.UNKNOWN;
    }
    return new ServerMetrics.Sizes(
        requestBody != null ? requestBody.count() : getContentLengthLong(), counted.bodySize());
  }
}
