package ee.otel.metrics.server;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** An application without the product, but with what the product is made of: for comparison. */
@ApplicationPath("/")
public class Bystander extends Application {}
