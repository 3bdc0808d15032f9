package ee.otel.metrics.tck;

import org.jboss.arquillian.container.test.impl.enricher.resource.URLResourceProvider;
import org.jboss.arquillian.container.test.spi.client.deployment.ApplicationArchiveProcessor;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.enricher.resource.ResourceProvider;

/** Tells Arquillian of {@link TckArchives} and {@link LoopbackUrls}. */
public final class TckExtension implements LoadableExtension {
  @Override
  public void register(ExtensionBuilder builder) {
    builder.service(ApplicationArchiveProcessor.class, TckArchives.class);
    builder.override(ResourceProvider.class, URLResourceProvider.class, LoopbackUrls.class);
  }
}
