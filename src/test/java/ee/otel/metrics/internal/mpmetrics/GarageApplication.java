package ee.otel.metrics.internal.mpmetrics;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** An application for MicroProfile Metrics that knows nothing of this library. */
@ApplicationPath("/")
public class GarageApplication extends Application {}
