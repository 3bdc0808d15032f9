package ee.otel.metrics.internal.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** This library: the name and version that collectors see. */
public final class Product {
  public static final String NAME = "otel-metrics-ee";

  /** The version of the build; read at once, because a stopping server takes its jars away. */
  public static final String VERSION = version();

  private Product() {}

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = Product.class.getResourceAsStream("product.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException unreadable) {
      // The version is a nicety.
    }
    return properties.getProperty("version", "unknown");
  }
}
