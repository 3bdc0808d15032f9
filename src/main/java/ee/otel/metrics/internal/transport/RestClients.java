package ee.otel.metrics.internal.transport;

import ee.otel.metrics.api.HttpClientMetrics;
import ee.otel.metrics.internal.config.TransportConfig;
import ee.otel.metrics.internal.config.TransportConfig.ProxyConfig;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The Jakarta REST client, kept as long as what it was built from stays the same.
 *
 * <p>It is built and warmed up early, because a stopping server may be unable to do that. One
 * thread at a time builds, and others wait for its client. Where no new client can be built, the
 * old one is used further if proxy and use of TLS are the same. Safe from any thread; a client that
 * is replaced is closed when its last user gives it back.
 */
final class RestClients implements AutoCloseable {
  private final Supplier<ClientBuilder> builders;

  /** Held while a client is built; what else there is to do waits for no build. */
  private final ReentrantLock building = new ReentrantLock();

  // Guarded by this.
  private @Nullable Lease current;
  private boolean closed;

  RestClients(Supplier<ClientBuilder> builders) {
    this.builders = builders;
  }

  /**
   * The client for the configuration; to be given back.
   *
   * @param patienceNanos how long to wait for a client that another thread builds
   * @throws TimeoutException when it was not built within that time
   */
  Lease borrow(TransportConfig config, Optional<SSLContext> tls, long patienceNanos)
      throws InterruptedException, TimeoutException {
    Source source = new Source(config.timeout(), config.proxy(), tls);
    Lease ready = lend(source::equals);
    if (ready != null) {
      return ready;
    }
    if (!building.tryLock(patienceNanos, TimeUnit.NANOSECONDS)) {
      throw new TimeoutException();
    }
    try {
      Lease meanwhile = lend(source::equals);
      return meanwhile == null ? renewed(source) : meanwhile;
    } finally {
      building.unlock();
    }
  }

  private synchronized @Nullable Lease lend(Predicate<Source> fits) {
    Lease lease = current;
    if (lease == null || !fits.test(lease.source)) {
      return null;
    }
    lease.users++;
    return lease;
  }

  private Lease renewed(Source source) {
    try {
      return install(build(source), source);
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      Lease before = lend(source::goesTheWayOf);
      if (before != null) {
        return before;
      }
      throw e;
    }
  }

  private synchronized Lease install(Client client, Source source) {
    Lease next = new Lease(client, source);
    next.users = 1;
    if (current != null) {
      current.retire();
    }
    current = closed ? null : next;
    next.retired = closed;
    return next;
  }

  /** Closes a client that hangs, if another one can be built: a stopping server cannot. */
  void replace(Lease broken) {
    building.lock();
    try {
      if (isCurrent(broken)) {
        Lease next = install(build(broken.source), broken.source);
        broken.client.close();
        next.close();
      }
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      // No other client can be built: the old one stays in use.
    } finally {
      building.unlock();
    }
  }

  private synchronized boolean isCurrent(Lease lease) {
    return current == lease;
  }

  /** Closes the client, in use or not; a request that comes later is made with one of its own. */
  @Override
  public synchronized void close() {
    closed = true;
    if (current != null) {
      current.client.close();
      current = null;
    }
  }

  private Client build(Source source) {
    ClientBuilder builder =
        builders
            .get()
            .connectTimeout(source.timeout.toMillis(), TimeUnit.MILLISECONDS)
            .readTimeout(source.timeout.toMillis(), TimeUnit.MILLISECONDS)
            .register(new BodyHeaders())
            .register(new ClientWarmUp());
    source.tls.ifPresent(builder::sslContext);
    // Jersey: credentials must not travel to where an answer points.
    builder.property("jersey.config.client.followRedirects", false);
    // Jersey: a body that is streamed, by its length or in chunks, is the one that its connection
    // cannot send again by itself when the peer closes without an answer.
    builder.property("jersey.config.client.httpUrlConnector.useFixedLengthStreaming", true);
    builder.property("jersey.config.client.request.entity.processing", "CHUNKED");
    builder.property(HttpClientMetrics.UNMEASURED, true);
    // Payara: no spans for our own requests.
    Predicate<Object> none = request -> false;
    builder.property("fish.payara.requesttracing.jaxrs.client.TracingPredicate", none);
    ProxyConfig proxy = source.proxy;
    if (proxy != null) {
      builder.property(
          "jersey.config.client.proxy.uri", "http://" + proxy.host() + ":" + proxy.port());
      if (proxy.user() != null) {
        builder.property("jersey.config.client.proxy.username", proxy.user());
        builder.property(
            "jersey.config.client.proxy.password",
            proxy.password() == null ? "" : proxy.password());
      }
      builder.property("org.jboss.resteasy.jaxrs.client.proxy.host", proxy.host());
      builder.property("org.jboss.resteasy.jaxrs.client.proxy.port", proxy.port());
      builder.property("org.jboss.resteasy.jaxrs.client.proxy.scheme", "http");
    }
    Client client = builder.build();
    try {
      ClientWarmUp.of(client);
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      client.close();
      throw e;
    }
    return client;
  }

  /** What a client is built from. */
  private record Source(Duration timeout, @Nullable ProxyConfig proxy, Optional<SSLContext> tls) {

    /** Whether the two differ in nothing but times and renewed certificates. */
    boolean goesTheWayOf(Source other) {
      return Objects.equals(proxy, other.proxy) && tls.isPresent() == other.tls.isPresent();
    }
  }

  /** A client in use. */
  final class Lease implements AutoCloseable {
    private final Client client;
    private final Source source;
    private int users;
    private boolean retired;

    private Lease(Client client, Source source) {
      this.client = client;
      this.source = source;
    }

    Client client() {
      return client;
    }

    private void retire() {
      retired = true;
      if (users == 0) {
        client.close();
      }
    }

    @Override
    public void close() {
      synchronized (RestClients.this) {
        if (--users == 0 && retired) {
          client.close();
        }
      }
    }
  }
}
