package ee.otel.metrics.server.web;

import jakarta.ws.rs.Path;

@Path("right")
public class Right extends Side {}
