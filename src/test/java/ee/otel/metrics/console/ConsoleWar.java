package ee.otel.metrics.console;

import ee.otel.metrics.server.Wars;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The {@link Console}, with the product; it has no service name. */
final class ConsoleWar {
  private ConsoleWar() {}

  static WebArchive build() {
    return named("console");
  }

  static WebArchive named(String name) {
    return Wars.withProduct(name, Console.class, Console.Desk.class, LiveSource.class)
        .addAsServiceProvider(ConfigSource.class, LiveSource.class);
  }
}
