package ee.otel.metrics.server.web;

import jakarta.ws.rs.Path;

@Path("left")
public class Left extends Side {}
