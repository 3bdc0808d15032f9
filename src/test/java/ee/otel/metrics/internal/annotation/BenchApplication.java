package ee.otel.metrics.internal.annotation;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** An application that is measured by annotations. */
@ApplicationPath("/")
public class BenchApplication extends Application {}
