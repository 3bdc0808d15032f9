package ee.otel.metrics.server;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** WARs for tests. */
public final class Wars {
  private Wars() {}

  /** A WAR without any library. */
  static WebArchive bare(String name, Class<?>... classes) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addClasses(classes)
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
  }

  /** A WAR with the libraries that the product needs, but without the product. */
  public static WebArchive withoutProduct(String name, Class<?>... classes) {
    return bare(name, classes)
        .addAsLibraries(Project.warLibraries().stream().map(Path::toFile).toArray(File[]::new));
  }

  /** A WAR as a user builds it: classes of its own, the product and its libraries. */
  public static WebArchive withProduct(String name, Class<?>... classes) {
    return withoutProduct(name, classes).addAsLibrary(Project.productJar().toFile());
  }

  /** A WAR without classes, with the product and that {@code beans.xml}. */
  static WebArchive withBeansXml(String name, String beansXml) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addAsWebInfResource(new StringAsset(beansXml), "beans.xml")
        .addAsLibraries(Project.warLibraries().stream().map(Path::toFile).toArray(File[]::new))
        .addAsLibrary(Project.productJar().toFile());
  }

  /** An application that has nothing to do with the product. */
  public static WebArchive bystander(String name) {
    return bare(name, Bystander.class, BystanderDesk.class);
  }

  /** The till, with the product. */
  public static WebArchive till(String name) {
    return withProduct(
        name, Till.class, Till.Desk.class, Till.Gauges.class, Till.Telemetries.class);
  }

  /** Takes the WAR's own OpenTelemetry API on Payara; the other servers do not read that. */
  public static WebArchive withOwnApi(WebArchive war) {
    return war.addAsWebInfResource(
        Project.base().resolve("src/demo/webapp/WEB-INF/glassfish-web.xml").toFile(),
        "glassfish-web.xml");
  }

  /** Adds {@code META-INF/microprofile-config.properties}. */
  public static WebArchive configured(WebArchive war, Map<String, ?> properties) {
    String lines =
        properties.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
            .sorted()
            .collect(Collectors.joining());
    return war.addAsResource(new StringAsset(lines), "META-INF/microprofile-config.properties");
  }
}
