package ee.otel.metrics.tck;

import io.opentelemetry.exporter.logging.LoggingMetricExporter;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.semconv.HttpAttributes;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.spi.client.deployment.ApplicationArchiveProcessor;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Adds to each WAR of the TCK what an application would have in {@code WEB-INF/lib}: the product,
 * the OpenTelemetry API, and the SDK with its exporter to a log, since the TCK exports to exporters
 * of the SDK.
 */
public final class TckArchives implements ApplicationArchiveProcessor {
  private static final Path BUILD = Path.of(System.getProperty("tck.build.directory"));

  @Override
  public void process(Archive<?> archive, TestClass test) {
    WebArchive war = (WebArchive) archive;
    if (!Boolean.getBoolean("tck.without.product")) {
      war.addAsLibrary(new File(System.getProperty("product.jar")));
    }
    war.addAsLibraries(
        Objects.requireNonNull(BUILD.resolve("war-lib").toFile().listFiles(), "war-lib"));
    Stream.of(
            CompletableResultCode.class,
            MetricExporter.class,
            ConfigProperties.class,
            LoggingMetricExporter.class,
            HttpAttributes.class)
        .map(TckArchives::jarOf)
        .forEach(war::addAsLibrary);
  }

  private static File jarOf(Class<?> type) {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
