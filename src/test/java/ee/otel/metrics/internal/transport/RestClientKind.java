package ee.otel.metrics.internal.transport;

import jakarta.ws.rs.client.ClientBuilder;
import org.glassfish.jersey.client.JerseyClientBuilder;
import org.glassfish.jersey.client.filter.EncodingFilter;
import org.glassfish.jersey.message.GZipEncoder;
import org.jboss.resteasy.client.jaxrs.internal.ResteasyClientBuilderImpl;
import org.jboss.resteasy.plugins.interceptors.AcceptEncodingGZIPFilter;
import org.jboss.resteasy.plugins.interceptors.GZIPDecodingInterceptor;
import org.jboss.resteasy.plugins.interceptors.GZIPEncodingInterceptor;

/** The clients of the servers: Payara's, and that of WildFly and Open Liberty. */
public enum RestClientKind {
  JERSEY {
    @Override
    public ClientBuilder builder() {
      return new JerseyClientBuilder();
    }

    @Override
    ClientBuilder compressingBuilder() {
      return builder().register(EncodingFilter.class).register(GZipEncoder.class);
    }
  },
  RESTEASY {
    @Override
    public ClientBuilder builder() {
      return new ResteasyClientBuilderImpl();
    }

    @Override
    ClientBuilder compressingBuilder() {
      return builder()
          .register(AcceptEncodingGZIPFilter.class)
          .register(GZIPEncodingInterceptor.class)
          .register(GZIPDecodingInterceptor.class);
    }
  };

  public abstract ClientBuilder builder();

  /** One that a server has set up to compress what is marked as compressed. */
  abstract ClientBuilder compressingBuilder();
}
