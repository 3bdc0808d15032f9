package ee.otel.demo;

import ee.otel.metrics.server.Project;
import ee.otel.metrics.server.Wars;
import java.io.File;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.GenericArchive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ExplodedImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The shop as a WAR, as its own build would make it. */
public final class ShopWar {
  private ShopWar() {}

  public static WebArchive build() {
    return into(Wars.withProduct("shop"));
  }

  /** The shop with what lies in that WAR already. */
  public static WebArchive into(WebArchive war) {
    File webapp = Project.base().resolve("src/demo/webapp").toFile();
    GenericArchive content =
        ShrinkWrap.create(ExplodedImporter.class, "webapp")
            .importDirectory(webapp)
            .as(GenericArchive.class);
    return war.addPackages(false, "ee.otel.demo.shop").merge(content, "/", Filters.includeAll());
  }
}
