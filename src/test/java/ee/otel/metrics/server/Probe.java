package ee.otel.metrics.server;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/**
 * The smallest application that posts metrics by itself, by its {@link Poster}: to test the test
 * equipment with.
 */
@ApplicationPath("/")
public class Probe extends Application {}
