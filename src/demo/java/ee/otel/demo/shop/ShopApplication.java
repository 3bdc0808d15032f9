package ee.otel.demo.shop;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The shop's REST resources below {@code /api}. */
@ApplicationPath("api")
public class ShopApplication extends Application {}
