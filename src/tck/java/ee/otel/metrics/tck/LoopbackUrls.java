package ee.otel.metrics.tck;

import java.lang.annotation.Annotation;
import java.net.MalformedURLException;
import java.net.URL;
import org.jboss.arquillian.container.test.impl.enricher.resource.URLResourceProvider;
import org.jboss.arquillian.test.api.ArquillianResource;

/**
 * The URL of the application under test, on loopback, where the servers of these tests listen:
 * Payara tells Arquillian the machine's own address.
 */
public final class LoopbackUrls extends URLResourceProvider {

  @Override
  public Object doLookup(ArquillianResource resource, Annotation... qualifiers) {
    Object found = super.doLookup(resource, qualifiers);
    if (!(found instanceof URL url)) {
      return found;
    }
    try {
      return new URL(url.getProtocol(), "127.0.0.1", url.getPort(), url.getFile());
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(url.toString(), e);
    }
  }
}
